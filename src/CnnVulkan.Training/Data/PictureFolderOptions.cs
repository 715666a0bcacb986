namespace CnnVulkan.Training;

/// <summary>How a folder of pictures is read.</summary>
public sealed record PictureFolderOptions
{
    /// <summary>
    /// What the network does to pictures: larger ones are shrunk to that size once, when they are read, instead of in every epoch. Null
    /// to keep them as they are.
    /// </summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>How many bytes of decoded pictures are kept in memory; the rest is decoded again in every epoch.</summary>
    public long CacheBytes { get; init; } = 1L << 30;

    /// <summary>The part of files that may be unreadable before this is an error.</summary>
    public double MostUnreadable { get; init; } = 0.1;

    /// <summary>Told how many pictures are read, while they are; may be called by any thread.</summary>
    public IProgress<int>? Progress { get; init; }
}
