namespace CnnVulkan;

/// <summary>The part of a result that one invocation, or one group of them, computes.</summary>
/// <param name="Rows">Output channels, or rows of a matrix, in units of the algorithm.</param>
/// <param name="Columns">Pixels, or columns of a matrix.</param>
/// <param name="Splits">Groups that share one sum, each a part of it; 0 and 1 for none.</param>
public readonly record struct TileSize(int Rows, int Columns, int Splits = 0)
{
    /// <summary>Such as <c>2×8</c>, or <c>2×8/4</c> where four share a sum.</summary>
    public override string ToString() => Splits > 1 ? $"{Rows}×{Columns}/{Splits}" : $"{Rows}×{Columns}";
}
