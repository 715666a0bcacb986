using System.Collections.Immutable;

namespace CnnVulkan.Training;

/// <summary>Where each of several tensors lies in a flat one.</summary>
internal sealed class ParameterLayout
{
    /// <summary>Lays tensors one behind the other.</summary>
    /// <param name="tensors">
    /// Their names and shapes. Those of whole vectors of four elements come first, so that each of them starts where a vector may.
    /// </param>
    public ParameterLayout(IEnumerable<(string Name, TensorShape Shape)> tensors)
    {
        var parts = ImmutableArray.CreateBuilder<(string, TensorShape, int)>();
        long start = 0;
        foreach ((string name, TensorShape shape) in tensors.OrderBy(t => t.Shape.Count % 4 == 0 ? 0 : 1))
        {
            if (start + shape.Count > int.MaxValue)
                throw new ShapeException($"The parameters up to '{name}' are {start + shape.Count:N0}; at most {int.MaxValue:N0} can be trained together. Freeze some.");
            parts.Add((name, shape, (int)start));
            start += shape.Count;
        }
        Parts = parts.ToImmutable();
        Count = (int)start;
    }

    /// <summary>Name, shape and first element of each.</summary>
    public ImmutableArray<(string Name, TensorShape Shape, int Start)> Parts { get; }

    /// <summary>How many elements there are.</summary>
    public int Count { get; }

    /// <summary>The flat tensor's elements.</summary>
    public float[] Join(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var flat = new float[Count];
        foreach ((string name, _, int start) in Parts)
            ((Tensor<float>)tensors[name]).Data.CopyTo(flat, start);
        return flat;
    }

    /// <summary>The tensors of flat elements.</summary>
    public IEnumerable<(string Name, Tensor<float> Tensor)> Split(float[] flat)
        => Parts.Select(p => (p.Name, new Tensor<float>(p.Shape, flat.AsSpan(p.Start, p.Shape.Count).ToArray())));
}
