using CnnVulkan.Models.Onnx;
using Google.Protobuf;

namespace CnnVulkan.Tests.Models;

/// <summary>Changes valid models and inputs into ones that parse but make no sense; the same seed does the same damage.</summary>
internal sealed class GraphVandal(int seed)
{
    private static readonly long[] Hostile = [0, -1, 1, 2, 3, 7, -2, 100, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1L << 31, 1L << 20];

    private readonly Random _random = new(seed);

    /// <summary>One to two changes; what was done, for messages.</summary>
    public string Damage(ModelProto model, IList<Tensor> inputs)
    {
        var done = new List<string>();
        for (int left = _random.Next(1, 3); left > 0; left--)
        {
            NodeProto node = model.Graph.Node[_random.Next(model.Graph.Node.Count)];
            int what = _random.Next(8);
            if (what <= 2 && node.Attribute.Count > 0)
                done.Add(DamageAttribute(node));
            else if (what <= 5 && node.Input.Count > 0)
                done.Add(DamageConnections(node));
            else if (inputs.Count > 0)
                done.Add(DamageInput(inputs));
        }
        return string.Join(", ", done);
    }

    private string DamageAttribute(NodeProto node)
    {
        AttributeProto attribute = node.Attribute[_random.Next(node.Attribute.Count)];
        if (attribute.HasI)
            attribute.I = AnyOf(Hostile);
        else if (attribute.HasF)
            attribute.F = AnyOf([0, -1, float.NaN, float.PositiveInfinity]);
        else if (attribute.HasS)
            attribute.S = ByteString.CopyFromUtf8("bogus");
        else if (attribute.Ints.Count == 0)
            node.Attribute.Remove(attribute);
        else if (_random.Next(3) is var change && change == 0)
            attribute.Ints[_random.Next(attribute.Ints.Count)] = AnyOf(Hostile);
        else if (change == 1)
            attribute.Ints.RemoveAt(0);
        else
            attribute.Ints.Add(AnyOf(Hostile));
        return $"attribute {attribute.Name} of {node.OpType}";
    }

    private string DamageConnections(NodeProto node)
    {
        switch (_random.Next(4))
        {
            case 0: node.Input.RemoveAt(_random.Next(node.Input.Count)); break;
            case 1: node.Input.Add(node.Input[_random.Next(node.Input.Count)]); break;
            case 2: node.Input[_random.Next(node.Input.Count)] = ""; break;
            default: node.Output.Add($"extra{node.Output.Count}"); break;
        }
        return $"connections of {node.OpType}";
    }

    private string DamageInput(IList<Tensor> inputs)
    {
        int index = _random.Next(inputs.Count);
        Tensor input = inputs[index];
        if (_random.Next(2) == 0)
        {
            if (input is Tensor<long> { Data.Length: > 0 } integers)
                integers.Data[_random.Next(integers.Data.Length)] = AnyOf(Hostile);
            else
                inputs[index] = input.ConvertTo((ElementType)_random.Next(4));
            return $"elements of input {index}";
        }
        List<int> extents = [.. input.Shape.Dimensions];
        switch (_random.Next(3))
        {
            case 0 when extents.Count > 0: extents[_random.Next(extents.Count)] = _random.Next(4); break;
            case 1 when extents.Count > 0: extents.RemoveAt(0); break;
            default: extents.Add(2); break;
        }
        inputs[index] = new Tensor<float>(new TensorShape([.. extents])).ConvertTo(input.ElementType);
        return $"shape of input {index}";
    }

    private T AnyOf<T>(T[] values) => values[_random.Next(values.Length)];
}
