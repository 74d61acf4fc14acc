// Starts the bundled extension with a stand-in for Visual Studio Code, and tells what it did as one line of JSON.
// Usage: node stand_in.cjs BUNDLE COMMAND trusted|untrusted
const Module = require("node:module");
const path = require("node:path");

const [bundle, command, trust] = process.argv.slice(2);
const told = { commands: [], errors: [], tasks: [] };
const settings = { "server.command": command };
const disposable = { dispose() {} };

// Whatever is not named here can be extended, called and asked for more, and does nothing.
const nothing = () =>
  new Proxy(function () {}, {
    get: (target, key) => (key === "then" || key in target || typeof key === "symbol" ? target[key] : nothing()),
    apply: () => nothing(),
  });

const known = {
  version: "1.91.0",
  env: { appName: "stand-in", language: "en" },
  commands: {
    registerCommand: (name, run) => (told.commands.push(name), (known.commands[name] = run), disposable),
    executeCommand: async () => undefined,
  },
  workspace: {
    isTrusted: trust === "trusted",
    workspaceFolders: [{ uri: { fsPath: __dirname, toString: () => `file://${__dirname}`, scheme: "file" }, name: "specs", index: 0 }],
    textDocuments: [],
    notebookDocuments: [],
    getConfiguration: () => ({ get: (key, fallback) => settings[key] ?? fallback }),
  },
  window: {
    visibleTextEditors: [],
    tabGroups: { all: [] },
    showErrorMessage: async (message) => void told.errors.push(message),
  },
  tasks: { executeTask: async (task) => void told.tasks.push(task) },
  ProcessExecution: class {
    constructor(process, args, options) {
      Object.assign(this, { process, args, options });
    }
  },
  Task: class {
    constructor(definition, scope, name, source, execution, matcher) {
      Object.assign(this, { name, execution, matcher });
    }
  },
  EventEmitter: class {
    event = () => disposable;
    fire() {}
    dispose() {}
  },
  Disposable: class {
    constructor(call) {
      this.call = call;
    }
    dispose() {
      this.call?.();
    }
  },
};

const filled = (object) =>
  new Proxy(object, {
    get: (target, key) => {
      const value = key in target ? target[key] : nothing();
      return value && Object.getPrototypeOf(value) === Object.prototype ? filled(value) : value;
    },
  });

const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? filled(known) : load(request, ...rest));

async function main() {
  const extension = require(path.resolve(bundle));
  await extension.activate({ subscriptions: [], extensionPath: path.dirname(path.dirname(path.resolve(bundle))) });
  await known.commands["mopsdsl.check"]();
  await extension.deactivate();
  console.log(JSON.stringify(told));
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
