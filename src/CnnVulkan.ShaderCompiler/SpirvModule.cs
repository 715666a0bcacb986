using System.Runtime.InteropServices;
using System.Text;

namespace CnnVulkan.ShaderCompiler;

/// <summary>What a compiled shader says of its own interface: the few SPIR-V instructions that declare it (SPIR-V specification, section 3).</summary>
internal sealed class SpirvModule
{
    private const uint Magic = 0x07230203;
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<(uint Type, uint Member), string> _memberNames = [];
    private readonly Dictionary<(uint Type, uint Member), uint> _memberOffsets = [];
    private readonly HashSet<uint> _nonWritable = [];
    private readonly HashSet<uint> _nonReadable = [];
    private readonly Dictionary<uint, uint> _specIds = [];
    private readonly Dictionary<uint, uint> _constantTypes = [];
    private readonly Dictionary<uint, uint> _bindings = [];
    private readonly Dictionary<uint, uint[]> _structs = [];
    private readonly Dictionary<uint, uint> _pointees = [];
    private readonly Dictionary<uint, string> _scalars = [];
    private readonly HashSet<uint> _texelBuffers = [];
    private readonly List<(uint Id, uint Type, uint StorageClass)> _variables = [];

    /// <exception cref="InvalidDataException">It is not SPIR-V.</exception>
    public SpirvModule(byte[] code)
    {
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(code);
        if (words.Length < 5 || words[0] != Magic)
            throw new InvalidDataException("Not SPIR-V.");
        for (int at = 5; at < words.Length; at += (int)(words[at] >> 16))
            Read(words[at] & 0xffff, words.Slice(at + 1, (int)(words[at] >> 16) - 1));
    }

    /// <summary>The id that two specialisation constants share, if any do.</summary>
    public uint? RepeatedConstant => _specIds.GroupBy(s => s.Value).Where(g => g.Count() > 1).Select(g => (uint?)g.Key).FirstOrDefault();

    /// <summary>Name and GLSL type of each specialisation constant by its id, that of the workgroup's size included.</summary>
    public IReadOnlyDictionary<uint, (string Name, string Type)> SpecializationConstants
        => _specIds.ToDictionary(s => s.Value, s => (_names.GetValueOrDefault(s.Key, ""), _constantTypes.TryGetValue(s.Key, out uint type) ? _scalars[type] : "uint"));

    /// <summary>Name, type and offset of every push constant, in order.</summary>
    public IReadOnlyList<(string Name, string Type, uint Offset)> PushConstants
    {
        get
        {
            const uint PushConstant = 9;
            uint[] blocks = _variables.Where(v => v.StorageClass == PushConstant).Select(v => _pointees[v.Type]).ToArray();
            return blocks.Length == 0
                ? []
                : _structs[blocks.Single()].Select((t, i) => (_memberNames[(blocks[0], (uint)i)], _scalars.GetValueOrDefault(t, "not a scalar"), _memberOffsets[(blocks[0], (uint)i)])).ToArray();
        }
    }

    /// <summary>Whether it takes images or several descriptor sets: then it is no kernel of a plan, which takes one set of buffers.</summary>
    public bool IsBoundByHand { get; private set; }

    /// <summary>Every storage or texel buffer by binding number: its name, whether the shader may read and write it, and which of the two it is.</summary>
    public IReadOnlyDictionary<uint, (string Name, bool Reads, bool Writes, bool Texels)> Buffers
        => _variables.Where(v => _bindings.ContainsKey(v.Id)).GroupBy(v => _bindings[v.Id]).ToDictionary(
            g => g.Key,
            // Of several views of one binding, in elements and in vectors, that of the elements names it.
            g => (g.Select(NameOf).OrderBy(n => n.EndsWith("_data", StringComparison.Ordinal) ? 0 : 1).First(), g.Any(v => !Decorated(v, _nonReadable)), g.Any(v => !Decorated(v, _nonWritable)), g.All(v => _texelBuffers.Contains(_pointees[v.Type]))));

    /// <summary>A storage buffer goes by its block's only member, a texel buffer by itself.</summary>
    private string NameOf((uint Id, uint Type, uint StorageClass) variable)
        => _memberNames.TryGetValue((_pointees[variable.Type], 0), out string? member) ? member : _names.GetValueOrDefault(variable.Id, "");

    private bool Decorated((uint Id, uint Type, uint StorageClass) variable, HashSet<uint> set)
        => set.Contains(variable.Id) || set.Contains(_pointees[variable.Type]);

    private void Read(uint operation, ReadOnlySpan<uint> w)
    {
        const uint Offset = 35, DimensionBuffer = 5;
        switch (operation)
        {
            case 5: // OpName
                _names[w[0]] = Text(w[1..]);
                break;
            case 6: // OpMemberName
                _memberNames[(w[0], w[1])] = Text(w[2..]);
                break;
            case 20: // OpTypeBool
                _scalars[w[0]] = "bool";
                break;
            case 21: // OpTypeInt
                _scalars[w[0]] = w[1] == 32 ? (w[2] == 0 ? "uint" : "int") : $"int{w[1]}";
                break;
            case 22: // OpTypeFloat
                _scalars[w[0]] = w[1] == 32 ? "float" : $"float{w[1]}";
                break;
            case 25 when w[2] == DimensionBuffer: // OpTypeImage
                _texelBuffers.Add(w[0]);
                break;
            case 25: // OpTypeImage
                IsBoundByHand = true;
                break;
            case 30: // OpTypeStruct
                _structs[w[0]] = w[1..].ToArray();
                break;
            case 32: // OpTypePointer
                _pointees[w[0]] = w[2];
                break;
            case 48 or 49 or 50: // OpSpecConstantTrue, OpSpecConstantFalse, OpSpecConstant
                _constantTypes[w[1]] = w[0];
                break;
            case 59: // OpVariable
                _variables.Add((w[1], w[0], w[2]));
                break;
            case 71: // OpDecorate
                Decorate(w[0], w[1], w.Length > 2 ? w[2] : 0);
                break;
            case 72: // OpMemberDecorate
                if (w[2] == Offset)
                    _memberOffsets[(w[0], w[1])] = w[3];
                else
                    Decorate(w[0], w[2], 0);
                break;
        }
    }

    private void Decorate(uint target, uint decoration, uint value)
    {
        switch (decoration)
        {
            case 1: // SpecId
                _specIds[target] = value;
                break;
            case 24: // NonWritable
                _nonWritable.Add(target);
                break;
            case 25: // NonReadable
                _nonReadable.Add(target);
                break;
            case 33: // Binding
                _bindings[target] = value;
                break;
            case 34: // DescriptorSet
                IsBoundByHand |= value > 0;
                break;
        }
    }

    private static string Text(ReadOnlySpan<uint> words) => Encoding.UTF8.GetString(MemoryMarshal.AsBytes(words)).Split('\0')[0];
}
