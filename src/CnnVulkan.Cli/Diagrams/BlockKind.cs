namespace CnnVulkan.Cli.Diagrams;

/// <summary>What a block does, as the legend tells kinds apart by colour.</summary>
internal enum BlockKind
{
    Input,
    Convolution,
    Pool,
    Dense,
    Normalization,
    Activation,
    Add,
    Concat,
    Scores,
    Other,
}
