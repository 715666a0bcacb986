using CnnVulkan.Checking;
using CnnVulkan.Kernels;
using CnnVulkan.Operators;
using CnnVulkan.Tests.Conventions;
using CnnVulkan.Tests.Plans;

namespace CnnVulkan.Tests.Checking;

/// <summary>What the check of a device runs. Needs no GPU: the cases are plans.</summary>
public sealed class CheckSuiteTests
{
    /// <summary>Shaders that no network runs which only looks: gradients, and what else training takes.</summary>
    private static readonly string[] OfTraining =
    [
        "activation_gradient", "average_pool_gradient", "batch_normalization_gradient", "batch_normalization_gradient_finish", "batch_normalization_gradient_sums",
        "batch_normalization_training_normalize", "batch_normalization_training_statistics", "batch_normalization_training_sums", "channel_sum", "channel_sum_reduce",
        "conv2d_winograd_filter", "conv_weight_gradient", "conv_weight_gradient_direct", "conv_weight_gradient_reduce", "dilate", "dropout", "dropout_training", "flipped_filter",
        "lrn_gradient", "lrn_gradient_ratio", "max_pool_gradient", "max_pool_gradient_choice", "maxout_gradient", "moments_statistic", "p_relu_gradient",
    ];

    /// <summary>Predicates of NaN and infinity, which drivers may take not to exist.</summary>
    private static readonly string[] OfOther = ["unary_classify"];

    [Fact]
    public void Every_shader_that_networks_run_has_a_case()
    {
        HashSet<string> run = [.. new[] { TestProfiles.Llvmpipe, TestProfiles.Gpu }.SelectMany(p => Kernels(p, Precision.Float32)).Select(k => k[..k.IndexOf('.')])];
        IEnumerable<string> all = Repository.Files("shaders/operators", ".comp").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Empty(all.Except(run).Except(OfTraining).Except(OfOther));
        // A list of exceptions that is out of date hides what is missing.
        Assert.Empty(OfTraining.Concat(OfOther).Intersect(run));
    }

    [Fact]
    public void Every_algorithm_has_a_case()
    {
        string[] run = [.. new[] { TestProfiles.Llvmpipe, TestProfiles.Gpu }.SelectMany(p => Suite(p, Precision.Float32).Cases).Select(c => c.Case.Algorithm).OfType<string>().Distinct()];
        Assert.Empty(ConvAlgorithm.List.All.Select(a => a.Name).Concat(ProductAlgorithm.List.All.Select(a => a.Name)).Except(run));
    }

    [Fact]
    public void Halves_are_checked_by_kernels_of_their_own()
    {
        string[] kernels = [.. Kernels(TestProfiles.Gpu, Precision.Float16)];
        Assert.Contains("conv2d_tiled.f16 tiled", kernels);
        Assert.Contains("pool.f16_nc4hw", kernels);
        Assert.DoesNotContain("pool.f32", kernels);
    }

    [Fact]
    public void An_algorithm_is_to_blame_before_what_prepares_for_it()
    {
        CheckSuite suite = Suite(TestProfiles.Llvmpipe, Precision.Float32);
        KernelFault[] Blamed(Func<CheckCase, bool> wrong) => CheckBlame.Of([.. suite.Cases.Select(c => (c.Case, c.Kernels, wrong(c.Case) ? "wrong" : null))], []);
        bool Subgroup(CheckCase c) => c.Way?.Algorithm == "subgroup" && c.Operation == "convolution";
        Assert.Equal([("convolution", "subgroup", "f32_nc4hw")], Blamed(Subgroup).Select(f => (f.Operation, f.Kernel, f.Variant)));
        Assert.Equal([("convolution", "conv_weights", "f32")], Blamed(c => c.Preparation is not null).Select(f => (f.Operation, f.Kernel, f.Variant)));
    }

    /// <summary>Of the two shaders of a normalisation that is wrong only the one is to blame that is right nowhere else.</summary>
    [Fact]
    public void A_shader_that_is_right_elsewhere_is_not_to_blame()
    {
        CheckSuite suite = Suite(TestProfiles.Llvmpipe, Precision.Float32);
        CheckCase wrong = suite.Cases.First(c => c.Case.Node.Operator is InstanceNormalization).Case;
        Assert.Equal(["moments", "moments_normalize"], Blamed([]));
        Assert.Equal(["moments_normalize"], Blamed(["moments.f32"]));

        string[] Blamed(string[] right)
        {
            var other = wrong with { Operation = "other" };
            return [.. CheckBlame.Of([(wrong, Of(wrong), "wrong"), (other, right, null)], []).Select(f => f.Kernel).Order()];
        }

        string[] Of(CheckCase c) => suite.Cases.First(s => s.Case == c).Kernels;
    }

    [Fact]
    public void A_wrong_answer_is_told_by_its_first_element()
    {
        var expected = new Tensor<float>(new TensorShape(3), [1, 2, 60]);
        string? Told(params float[] given) => CheckAnswer.Difference(expected, new Tensor<float>(expected.Shape, given), Layout.Nchw, Precision.Float32);
        Assert.Null(Told(1, 2, 60.01f));
        Assert.Equal("element 1 of 3 is 3, but 2 was expected", Told(1, 3, 60));
        Assert.NotNull(Told(1, 2, float.NaN));
    }

    private static CheckSuite Suite(DeviceProfile profile, Precision precision) => CheckSuite.Of(profile, precision);

    private static IEnumerable<string> Kernels(DeviceProfile profile, Precision precision) => Suite(profile, precision).Cases.SelectMany(c => c.Kernels);
}
