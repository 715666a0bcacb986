namespace CnnVulkan.Engine;

/// <summary>Whether a frame begins a run.</summary>
internal enum RunBeginning
{
    /// <summary>There is nothing to look at.</summary>
    Nothing,

    /// <summary>In the next frame: there is not enough left of this one.</summary>
    Later,

    /// <summary>It was begun.</summary>
    Begun,
}
