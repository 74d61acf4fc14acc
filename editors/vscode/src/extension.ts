// Starts the language server, and gives it to the editor. All that is known of the language is in the server.

import * as vscode from "vscode";
import { LanguageClient, type Location, type Position, type StaticFeature } from "vscode-languageclient/node";

const NAME = "mopsdsl";

/** What the server asks the editor to do when somebody chooses a count of uses. */
const SHOW_REFERENCES = "mopsdsl.showReferences";

/** Tells the server that we know the command; without it, counts of uses are plain text. */
const ABLE: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { commands: { commands: [SHOW_REFERENCES] } };
  },
  initialize: () => {},
  getState: () => ({ kind: "static" }),
  clear: () => {},
};

/** The client leaves the news of a failed start to us: one message says what to do about it. */
class Client extends LanguageClient {
  private started = false;

  override async start(): Promise<void> {
    await super.start();
    this.started = true;
  }

  override error(message: string, data?: unknown, notify?: boolean | "force"): void {
    super.error(message, data, this.started && notify);
  }
}

let client: Client | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const start = () => startServer(context);
  context.subscriptions.push(
    vscode.commands.registerCommand("mopsdsl.restart", () => stopServer().then(start)),
    vscode.commands.registerCommand("mopsdsl.check", checkProjects),
    vscode.commands.registerCommand(SHOW_REFERENCES, showReferences),
    vscode.workspace.onDidGrantWorkspaceTrust(start),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("mopsdsl.server")) {
        await stopServer().then(start);
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stopServer();
}

async function startServer(context: vscode.ExtensionContext): Promise<void> {
  if (!vscode.workspace.isTrusted || client) {
    return;
  }
  // Not the folder of the project: where a program is looked for in the current folder first, it must not be found there.
  const options = { cwd: context.extensionPath };
  client = new Client(
    NAME,
    NAME,
    { command: command(), args: settings().get<string[]>("server.arguments", ["lsp"]), options },
    { documentSelector: [{ language: "mops", scheme: "file" }] },
  );
  client.registerFeature(ABLE);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    await explain(error);
  }
}

async function stopServer(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

async function explain(error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const settings = "Set where it is";
  const help = "How to install it";
  const chosen = await vscode.window.showErrorMessage(
    `The language server did not start: \`${command()}\` (${reason}). Colours and snippets work without it.`,
    help,
    settings,
  );
  if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "mopsdsl.server.command");
  } else if (chosen === help) {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", "mopsdsl.mopsdsl#start");
  }
}

/** The server names places as the protocol does; the editor's own command wants its own objects. */
async function showReferences(uri: string, position: Position, places: Location[]): Promise<void> {
  const editors = client?.protocol2CodeConverter;
  if (editors) {
    const shown = await Promise.all(places.map((place) => editors.asLocation(place)));
    const at = editors.asPosition(position);
    await vscode.commands.executeCommand("editor.action.showReferences", editors.asUri(uri), at, shown);
  }
}

async function checkProjects(): Promise<void> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const execution = new vscode.ProcessExecution(command(), ["check"], { cwd: folder.uri.fsPath });
    const task = new vscode.Task({ type: "process" }, folder, "check", NAME, execution, "$mopsdsl");
    await vscode.tasks.executeTask(task);
  }
}

function command(): string {
  return settings().get<string>("server.command", NAME);
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("mopsdsl");
}
