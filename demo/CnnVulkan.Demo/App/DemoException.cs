namespace CnnVulkan.Demo.App;

/// <summary>The demo cannot do what was asked; the message says what and why.</summary>
internal sealed class DemoException(string message, Exception? inner = null) : Exception(message, inner);
