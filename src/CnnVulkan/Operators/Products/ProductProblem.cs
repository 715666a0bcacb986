using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>What decides how a matrix product can be computed and what is fast: its sizes, and how its factors lie.</summary>
/// <param name="Rows">Rows of the left factor, of each batch.</param>
/// <param name="Columns">Columns of the right factor.</param>
/// <param name="Depth">What is summed along.</param>
internal sealed record ProductProblem(int Rows, int Columns, int Depth) : IDeviceProblem
{
    /// <summary>What it is computed on.</summary>
    public DeviceProfile Device { get; init; } = new();

    /// <summary>How many products of these sizes there are.</summary>
    public int Batches { get; init; } = 1;

    /// <summary>How the elements are stored.</summary>
    public StorageType Type { get; init; } = StorageType.Float32;

    /// <summary>Whether they are real numbers, else integers.</summary>
    public bool IsReal => Type != StorageType.Int32;

    public string Variant => Type.Variant();

    /// <summary>Whether the left factor is a list of its rows.</summary>
    public bool ListsRows { get; init; } = true;

    /// <summary>Whether the right factor is a list of its columns, or known at load and can be made one.</summary>
    public bool ListsColumns { get; init; } = true;

    /// <summary>Whether rows and columns that are listed consist of whole aligned vectors of four.</summary>
    public bool WholeVectors { get; init; }

    /// <summary>Whether the left factor lies in whole aligned vectors of four, of a row or of a column.</summary>
    public bool LeftVectors { get; init; }

    /// <summary>Whether the right factor as it is lies in whole aligned vectors of four, of a row or of a column.</summary>
    public bool RightVectors { get; init; }

    /// <summary>Elements of the right factor, at least 1: a sum of nothing is written too.</summary>
    public double RightElements => Math.Max((double)Columns * Depth, 1);
}
