namespace CnnVulkan.Demo.Sources;

/// <summary>A source that cannot be: the message says what, where and what to do.</summary>
internal sealed class SourceException(string message, Exception? inner = null) : Exception(message, inner);
