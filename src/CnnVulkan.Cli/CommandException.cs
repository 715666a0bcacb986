namespace CnnVulkan.Cli;

/// <summary>What a command cannot do with what it was given: the message says what, where and what to do.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
