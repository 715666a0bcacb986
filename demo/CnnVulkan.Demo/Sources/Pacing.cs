namespace CnnVulkan.Demo.Sources;

/// <summary>Which of a source's pictures are shown.</summary>
internal enum Pacing
{
    /// <summary>The newest there is, at the source's own speed; asking never waits, and what came too fast is left out.</summary>
    Newest,

    /// <summary>Each of them in turn, one per frame; asking waits for it. What is shown depends on no clock.</summary>
    EveryFrame,
}
