using System.Text.RegularExpressions;
using CnnVulkan.Graphs;

namespace CnnVulkan.Tests.Conventions;

/// <summary>
/// One naming law from shader to test: an operator NAME is in NAME.cs, computed by shaders whose names begin with it, tested in
/// NAMETests.cs, against NAMEReference.cs. Gradients, NAMEGradient.cs, are compared with differences of a pass forward instead, in the folder
/// Training. What differs stands here with its reason.
/// </summary>
public sealed class FamilyTests
{
    private const string Shaders = "shaders/operators", Tests = "tests/CnnVulkan.GpuTests/Operators", References = "tests/CnnVulkan.Reference";
    private const string TrainingTests = "tests/CnnVulkan.GpuTests/Training", Gradient = "Gradient";

    /// <summary>Operators that another's shaders compute: the same work by another name. Empty where nothing runs at all.</summary>
    private static readonly Dictionary<string, string> ShadersOf = Map(
        ("Activate", "Clip"),
        ("Binary", "Variadic"),
        ("Reduce", "Maxout"),
        ("MatMul", "Gemm"),
        ("Moments", "InstanceNormalization GroupNormalization LayerNormalization MeanVarianceNormalization LpNormalization"),
        ("Pool", "MaxPool AveragePool LpPool"),
        // Elements change places only.
        ("StridedCopy", "Concat Split StridedOperator SliceGradient"),
        // Views and what is known at load.
        ("", "ViewOperator Identity Reshape Constant ConstantOfShape Shape Size Range"));

    /// <summary>Operators whose cases stand in another's test. Empty where the GPU has nothing to do: tests/CnnVulkan.Tests has them.</summary>
    private static readonly Dictionary<string, string> TestOf = Map(
        // One case with all the ways to give the same elements another shape.
        ("Reshape", "Flatten Squeeze Unsqueeze Identity"),
        // Beside what they are the gradients of.
        ("", "PReluGradient MaxoutGradient SliceGradient"),
        ("", "Constant Shape Size Range"));

    /// <summary>Operators that one reference serves. Empty where the elements are the input's own, or written in the test.</summary>
    private static readonly Dictionary<string, string> ReferenceOf = Map(
        ("Elementwise", "Activate Binary Unary Variadic Clip"),
        ("Normalization", "BatchNormalization InstanceNormalization GroupNormalization LayerNormalization MeanVarianceNormalization LpNormalization LRN"),
        ("Pool", "MaxPool AveragePool LpPool GlobalPool"),
        ("Gather", "GatherElements GatherND"),
        ("Matrix", "Gemm MatMul"),
        ("Nc4hw", "ChangeLayout"),
        // In float64, for trainers to be compared with too: Float64Normalization.cs.
        ("", "BatchNormalizationTraining"),
        // Gradients and their parts: central differences, sums and places written in their tests.
        ("", "ChannelSum Dilate FlippedFilter DropoutTraining"),
        ("", "Cast Dropout Reshape Flatten Squeeze Unsqueeze Identity Constant ConstantOfShape Shape Size Range"));

    private static readonly Type[] Operators = [.. typeof(Operator).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(Operator)) && !t.IsAbstract && t.Namespace == "CnnVulkan.Operators").OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static readonly string[] ShaderNames = [.. Names(Shaders, ".comp", "")];

    [Fact]
    public void Every_shader_begins_with_the_name_of_its_family()
    {
        string[] families = [.. Repository.Files("src/CnnVulkan/Operators", ".cs").Concat(Repository.Files("src/CnnVulkan/Analysis", ".cs")).Select(f => Path.GetFileNameWithoutExtension(f)!)];
        Assert.Equal([], ShaderNames.Where(s => Owner(s, families) is null));
    }

    [Fact]
    public void Every_operator_has_shaders_of_its_name()
        => AssertHolds(ShadersOf, name => ShaderNames.Any(s => Owner(s, [.. Operators.Select(o => o.Name), "Moments", "Pool", "StridedCopy"]) == name));

    [Fact]
    public void Every_operator_has_a_test_of_its_name()
        => AssertHolds(TestOf, Names(Tests, ".cs", "Tests").Concat(Names(TrainingTests, ".cs", "Tests")).ToHashSet().Contains);

    [Fact]
    public void Every_operator_has_a_reference_of_its_name()
    {
        HashSet<string> names = [.. Names(References, ".cs", "Reference")];
        AssertHolds(ReferenceOf, name => name.EndsWith(Gradient, StringComparison.Ordinal) || names.Contains(name));
    }

    /// <summary>Each operator obeys the law or has an exception that does; no exception stands for nothing.</summary>
    private static void AssertHolds(Dictionary<string, string> exceptions, Func<string, bool> exists)
    {
        var broken = new List<string>();
        foreach (Type op in Operators)
        {
            string? entry = exceptions.ContainsKey(op.Name) ? op.Name : exceptions.ContainsKey(op.BaseType!.Name) ? op.BaseType.Name : null;
            if (entry is null ? !exists(op.Name) : exceptions[entry].Length > 0 && !exists(exceptions[entry]))
                broken.Add(op.Name);
            if (entry == op.Name && exists(op.Name))
                broken.Add($"{op.Name} needs no exception");
        }
        broken.AddRange(exceptions.Keys.Where(k => !Operators.Any(o => o.Name == k || o.BaseType!.Name == k)).Select(k => $"{k} is no operator"));
        Assert.Equal("", string.Join(", ", broken));
    }

    /// <summary>The family that a shader belongs to: the longest name it begins with. <c>conv_transpose</c> is ConvTranspose, <c>conv2d_tiled</c> Conv.</summary>
    private static string? Owner(string shader, IEnumerable<string> families)
        => families.Where(f => Regex.IsMatch(shader.Replace("_", ""), $"^{f.ToLowerInvariant()}")).MaxBy(f => f.Length);

    /// <summary>What is left of file names without an ending of their own.</summary>
    private static IEnumerable<string> Names(string folder, string extension, string ending)
        => Repository.Files(folder, extension).Select(f => Path.GetFileNameWithoutExtension(f)!).Where(f => f.EndsWith(ending, StringComparison.Ordinal))
            .Select(f => f[..^ending.Length]);

    private static Dictionary<string, string> Map(params (string Name, string Operators)[] groups)
        => groups.SelectMany(g => g.Operators.Split(' ').Select(o => (o, g.Name))).ToDictionary(o => o.o, o => o.Name);
}
