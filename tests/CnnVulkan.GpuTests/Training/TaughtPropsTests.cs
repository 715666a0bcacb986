using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Scenes.Pictures;
using CnnVulkan.Tests.Conventions;
using CnnVulkan.Training;

namespace CnnVulkan.GpuTests.Training;

/// <summary>
/// A network that knows 21 of the stage's props is taught the three others: every eighth by the alphabet, which it has never seen, not even as
/// clutter. <c>tests/models/README.md</c> says how it was trained.
/// </summary>
public sealed class TaughtPropsTests
{
    private const int Examples = 20, Fresh = 60;

    private static readonly string[] Unseen = ["guitar", "rocket", "windmill"];

    /// <summary>
    /// The pictures are those a network is trained with: props of any size, a third of them partly hidden, among others. Four times over, with other
    /// pictures each time, for one time's luck is worth two percent.
    /// </summary>
    [SkippableFact]
    public void Twenty_views_each_teach_three_props_that_the_network_never_saw()
    {
        VisionDevice device = GpuFixture.Device;
        Model model = ModelLoader.Load(Path.Combine(Repository.Root, "tests", "models", "props-21"));
        Assert.Empty(model.Labels!.Intersect(Unseen));
        int right = 0, times = 4;
        for (int time = 0; time < times; time++)
        {
            using var teacher = new TeachableClassifier(model, device);
            using var scenes = new SceneData(new SceneDataOptions { Seed = 70_001 + (ulong)time });
            for (int i = 0; i < Examples; i++)
            {
                foreach (string prop in Unseen)
                    teacher.Teach(prop, View(scenes, prop, i));
            }
            teacher.Train();
            for (int i = 0; i < Fresh; i++)
                right += Unseen.Count(prop => teacher.Classify(View(scenes, prop, Examples + i))[0].Label == prop);
        }
        double part = right / (double)(times * Fresh * Unseen.Length);
        Assert.True(part >= 0.9, $"{part:P1} of fresh views are told right.");
    }

    /// <summary>The n-th picture of a prop.</summary>
    private static ImageView View(SceneData scenes, string prop, int number)
    {
        int size = scenes.Options.Size, label = scenes.Labels.ToList().IndexOf(prop);
        byte[] colors = new byte[scenes.PictureBytes], pixels = new byte[size * size * 4];
        scenes.Render(label + (long)number * scenes.Labels.Count, 1, colors);
        for (int i = 0; i < size * size; i++)
        {
            colors.AsSpan(3 * i, 3).CopyTo(pixels.AsSpan(4 * i));
            pixels[4 * i + 3] = 255;
        }
        return new ImageView(pixels, size, size);
    }
}
