using System.Text;

namespace CnnVulkan.Tests.Shaders;

/// <summary>What a compiled shader says of its own interface: reads the few SPIR-V instructions that declare it (SPIR-V specification, section 3).</summary>
internal sealed class SpirvModule
{
    private const uint Magic = 0x07230203;
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<(uint Type, uint Member), string> _memberNames = [];
    private readonly Dictionary<(uint Type, uint Member), uint> _memberOffsets = [];
    private readonly HashSet<uint> _nonWritable = [];
    private readonly HashSet<uint> _nonReadable = [];
    private readonly Dictionary<uint, uint> _specIds = [];
    private readonly Dictionary<uint, uint> _bindings = [];
    private readonly Dictionary<uint, uint[]> _structs = [];
    private readonly Dictionary<uint, uint> _pointees = [];
    private readonly Dictionary<uint, string> _scalars = [];
    private readonly HashSet<uint> _texelBuffers = [];
    private readonly List<(uint Id, uint Type, uint StorageClass)> _variables = [];

    public SpirvModule(byte[] code)
    {
        uint[] words = new uint[code.Length / 4];
        System.Buffer.BlockCopy(code, 0, words, 0, words.Length * 4);
        if (words.Length < 5 || words[0] != Magic)
            throw new InvalidDataException("Not SPIR-V.");
        for (int at = 5; at < words.Length; at += (int)(words[at] >> 16))
            Read(words[at] & 0xffff, words.AsSpan(at + 1, (int)(words[at] >> 16) - 1));
    }

    /// <summary>Name and id of every specialisation constant, the workgroup size apart.</summary>
    public IReadOnlyDictionary<uint, string> SpecializationConstants
        => _specIds.Where(s => s.Value >= 3).ToDictionary(s => s.Value, s => _names.GetValueOrDefault(s.Key, ""));

    public bool WorkgroupSizeIsConstantZero => _specIds.ContainsValue(0);

    /// <summary>Name, type and offset of every push constant, in order.</summary>
    public IReadOnlyList<(string Name, string Type, uint Offset)> PushConstants
    {
        get
        {
            uint[] blocks = _variables.Where(v => v.StorageClass == 9).Select(v => _pointees[v.Type]).ToArray();
            return blocks.Length == 0
                ? []
                : _structs[blocks.Single()].Select((t, i) => (_memberNames[(blocks[0], (uint)i)], _scalars.GetValueOrDefault(t, "not a scalar"), _memberOffsets[(blocks[0], (uint)i)])).ToArray();
        }
    }

    /// <summary>Binding number of every storage or texel buffer, whether the shader may read and write it, and which of the two it is.</summary>
    public IReadOnlyDictionary<uint, (bool Reads, bool Writes, bool Texels)> Buffers
        => _variables.Where(v => v.StorageClass is 0 or 2 or 12).GroupBy(v => _bindings[v.Id]).ToDictionary(
            g => g.Key,
            g => (g.Any(v => !Decorated(v, _nonReadable)), g.Any(v => !Decorated(v, _nonWritable)), g.All(v => _texelBuffers.Contains(_pointees[v.Type]))));

    private bool Decorated((uint Id, uint Type, uint StorageClass) variable, HashSet<uint> set)
        => set.Contains(variable.Id) || set.Contains(_pointees[variable.Type]);

    private void Read(uint operation, ReadOnlySpan<uint> w)
    {
        switch (operation)
        {
            case 5: // OpName
                _names[w[0]] = Text(w[1..]);
                break;
            case 6: // OpMemberName
                _memberNames[(w[0], w[1])] = Text(w[2..]);
                break;
            case 21: // OpTypeInt
                _scalars[w[0]] = w[1] == 32 ? (w[2] == 0 ? "uint" : "int") : $"int{w[1]}";
                break;
            case 22: // OpTypeFloat
                _scalars[w[0]] = w[1] == 32 ? "float" : $"float{w[1]}";
                break;
            case 25 when w[2] == 5: // OpTypeImage of dimension Buffer
                _texelBuffers.Add(w[0]);
                break;
            case 30: // OpTypeStruct
                _structs[w[0]] = w[1..].ToArray();
                break;
            case 32: // OpTypePointer
                _pointees[w[0]] = w[2];
                break;
            case 59: // OpVariable
                _variables.Add((w[1], w[0], w[2]));
                break;
            case 71: // OpDecorate
                Decorate(w[0], w[1], w.Length > 2 ? w[2] : 0);
                break;
            case 72: // OpMemberDecorate
                if (w[2] == 35)
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
            case 1:
                _specIds[target] = value;
                break;
            case 24:
                _nonWritable.Add(target);
                break;
            case 25:
                _nonReadable.Add(target);
                break;
            case 33:
                _bindings[target] = value;
                break;
        }
    }

    private static string Text(ReadOnlySpan<uint> words)
        => Encoding.UTF8.GetString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words)).Split('\0')[0];
}
