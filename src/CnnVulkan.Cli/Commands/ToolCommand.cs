using System.CommandLine;

namespace CnnVulkan.Cli.Commands;

/// <summary>A command of the tool: declares its arguments in its constructor and does its work in <see cref="Execute"/>.</summary>
internal abstract class ToolCommand : Command
{
    protected ToolCommand(string name, string description, CommonOptions common, CancellationToken interrupt)
        : base(name, description)
    {
        SetAction(parsed =>
        {
            using var context = new CommandContext(parsed, common, interrupt);
            int exitCode = Execute(context);
            return context.CloseDevice() ? exitCode : 1;
        });
    }

    /// <returns>The exit code.</returns>
    protected abstract int Execute(CommandContext context);
}
