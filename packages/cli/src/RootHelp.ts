/**
 * The help of the whole command, as text: it is requested most often, and need not wait until Effect is loaded. A test
 * compares it with the generated help.
 */
export const rootHelp = `Calls sales-engagement vendors, tries them in sandboxes, and serves them to
agents.

Usage
  salesbridge <subcommand> [flags]

Commands
  call      Calls an operation of a vendor
  list      Lists the operations of vendors
  describe  Describes an operation
  mocks     Starts mock servers and sandboxes
  trigger   Posts a webhook as a vendor would
  listen    Receives webhooks, and forwards them
  replay    Posts received webhooks again
  doctor    Checks credentials, network, quota and clock
  login     Stores a vendor's credentials
  logout    Removes a vendor's credentials
  mcp       Serves operations to agents (MCP)

Flags of every command
  -h, --help     Show help information
  -v, --version  Show version information
  --completions <bash|zsh|fish|powershell|sh|pwsh>
                 Print shell completion script
  --log-level <all|trace|debug|info|warn|warning|error|fatal|none>
                 Sets the minimum log level`
