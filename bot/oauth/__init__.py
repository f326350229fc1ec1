"""Installing TokenMeter by OAuth, into any number of workspaces: the two addresses, and the tokens that come of it."""
