using System.Text.Json;

namespace CnnVulkan.Training;

/// <summary>What a checkpoint says besides the numbers: where the training stands, and what it is a training of.</summary>
internal sealed record SessionNotes
{
    private const string Key = "session";

    /// <summary>What must be the same to go on: network, data, batch, optimiser, augmentation, seed.</summary>
    public required string Settings { get; init; }

    /// <summary>The epoch under way, from 0.</summary>
    public int Epoch { get; init; }

    /// <summary>Its steps that were done.</summary>
    public int Step { get; init; }

    /// <summary>The sum of the losses of those steps.</summary>
    public double LossSum { get; init; }

    /// <summary>How many of their samples were right.</summary>
    public long Hits { get; init; }

    /// <summary>Time that the training took so far, in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What the schedule remembers.</summary>
    public IReadOnlyList<double> Schedule { get; init; } = [];

    /// <summary>The epochs that were done.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; init; } = [];

    /// <summary>The epoch with the best validation, from 1; 0 for none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>As notes of a checkpoint.</summary>
    public IReadOnlyDictionary<string, string> ToNotes() => new Dictionary<string, string> { [Key] = JsonSerializer.Serialize(this, SessionJson.Default.SessionNotes) };

    /// <exception cref="ModelFormatException">The checkpoint is not of such a training.</exception>
    public static SessionNotes Of(string path, IReadOnlyDictionary<string, string> notes)
    {
        try
        {
            if (notes.TryGetValue(Key, out string? text) && JsonSerializer.Deserialize(text, SessionJson.Default.SessionNotes) is { } session)
                return session;
        }
        catch (JsonException)
        {
            // Said below: whatever stands there, it is not what was written.
        }
        throw new ModelFormatException($"{path} does not say where its training stood: it was not written by one.");
    }
}
