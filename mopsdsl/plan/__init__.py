"""From the model to what people and programs have to do: the steps of a setup, in an order that works."""
