using CnnVulkan.Tests.Conventions;

namespace CnnVulkan.ApiTests;

public class PublicApiTests
{
    /// <summary>
    /// Whatever users can name stands in PublicApi.txt, so that a change of it is seen in review. Wanted changes: run this test with
    /// CNNVULKAN_UPDATE_API=1 and commit the file.
    /// </summary>
    [Fact]
    public void The_public_surface_is_what_PublicApi_txt_says()
    {
        string file = Path.Combine(Repository.Root, "tests", "CnnVulkan.ApiTests", "PublicApi.txt");
        string[] actual = [.. PublicApi.Describe(typeof(VisionDevice).Assembly)];
        if (Environment.GetEnvironmentVariable("CNNVULKAN_UPDATE_API") == "1")
            File.WriteAllLines(file, actual);
        string[] expected = File.ReadAllLines(file);
        string[] changes = [.. expected.Except(actual).Select(l => $"- {l}"), .. actual.Except(expected).Select(l => $"+ {l}")];
        Assert.True(
            expected.SequenceEqual(actual),
            $"The public API differs from PublicApi.txt. If that is wanted, run this test with CNNVULKAN_UPDATE_API=1 and commit the file.\n{string.Join('\n', changes)}");
    }

    /// <summary>Compilers of before 2022, Unity's among them, take the constructor of a type with required members for an error.</summary>
    [Fact]
    public void No_member_is_required() => Assert.DoesNotContain(PublicApi.Describe(typeof(VisionDevice).Assembly), line => line.EndsWith(" required", StringComparison.Ordinal));

    [Fact]
    public void The_words_users_know_are_there()
    {
        string[] words =
        [
            "class CnnVulkan.Worker : IDisposable", "Worker.SetInput(string name, Tensor tensor)", "Worker.Schedule()", "Worker.PeekOutput(",
            "GpuTensor.ReadbackAsync(", "class CnnVulkan.Model", "ModelLoader.Load(", "class CnnVulkan.Tensor<T>", "class CnnVulkan.ImageClassifier : IDisposable",
            "class CnnVulkan.Prediction", "VisionDevice.Borrow(", "VisionDevice.Create(",
        ];
        string all = string.Join('\n', PublicApi.Describe(typeof(VisionDevice).Assembly));
        Assert.All(words, word => Assert.Contains(word, all));
    }
}
