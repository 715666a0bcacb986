using Microsoft.Extensions.Logging;

namespace CnnVulkan.GpuTests.Harness;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogLines : ILogger
{
    private readonly List<(LogLevel Level, string Text)> _lines = [];

    /// <summary>The warnings.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_lines)
                return [.. _lines.Where(l => l.Level == LogLevel.Warning).Select(l => l.Text)];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
            _lines.Add((logLevel, formatter(state, exception)));
    }
}
