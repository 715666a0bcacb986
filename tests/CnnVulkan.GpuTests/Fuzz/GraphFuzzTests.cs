using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Plans;
using CnnVulkan.Reference;
using CnnVulkan.Tests.Fuzz;

namespace CnnVulkan.GpuTests.Fuzz;

/// <summary>
/// Random networks, rewritten and with shared memory, against the same nodes run one at a time, each in a plan of its own. Catches wrong
/// fusions, aliasing, missing barriers and views of memory that is used again.
/// </summary>
public class GraphFuzzTests
{
    [SkippableFact]
    public void Random_networks_agree_with_their_nodes_run_one_by_one()
    {
        VisionDevice device = GpuFixture.Device;
        Dice.Play(10, seed => Round(seed, device, Precision.Float32, 1e-3)
            // Sixteen bits put views at odd places; the values agree less.
            ?? (device.Limits.Storage16Bit && seed % 3 == 0 ? Round(seed, device, Precision.Float16, 1e-1) : null));
    }

    /// <summary>Networks of pictures in vectors of channels: as this device has it, and from storage buffers as others would.</summary>
    [SkippableFact]
    public void Random_networks_of_pictures_in_vectors_agree_too()
    {
        VisionDevice device = GpuFixture.Device;
        (int rounds, int converted) = (0, 0);
        Dice.Play(12, seed =>
        {
            RandomGraph random = RandomGraph.Build(seed, ofPictures: true);
            Precision precision = seed % 4 > 1 && device.Limits.Storage16Bit ? Precision.Float16 : Precision.Float32;
            Plan plan = PlanRunner.Plan(random.Graph, random.Inputs, seed % 2 == 0 ? Profiles.Device : Profiles.Storage, precision, random.Keep);
            rounds++;
            converted += plan.Dispatches.Any(d => d.Kernel.Shader.StartsWith("change_layout", StringComparison.Ordinal)) ? 1 : 0;
            return Planned(plan, random, device);
        });
        Assert.True(converted * 4 > rounds * 3, $"only {converted} of {rounds} networks had vectors");
    }

    /// <summary>Plain ones, however unusual: what convolutions of shapes that vectors do not suit run.</summary>
    [SkippableFact]
    public void Random_networks_of_plain_pictures_agree_too()
    {
        VisionDevice device = GpuFixture.Device;
        Dice.Play(6, seed =>
        {
            RandomGraph random = RandomGraph.Build(seed, ofPictures: true);
            return Planned(PlanRunner.Plan(random.Graph, random.Inputs, device.Profile, keep: random.Keep, layouts: false), random, device);
        });
    }

    /// <summary>Planned for a device that binds and counts little, run on this one: what is not refused must be right.</summary>
    [SkippableFact]
    public void Random_networks_split_for_tiny_limits_agree_too()
    {
        VisionDevice device = GpuFixture.Device;
        int planned = 0;
        Dice.Play(10, seed =>
        {
            DeviceProfile like = seed % 3 > 0 ? Profiles.Device : Profiles.Storage;
            DeviceProfile tiny = like with { Limits = like.Limits with { MaxWorkgroupCount = (7, 16), MaxWorkgroupSize = 64, MaxStorageBufferRange = 2048 << (seed % 4) } };
            RandomGraph random = RandomGraph.Build(seed, ofPictures: seed % 2 == 1);
            Plan plan;
            try
            {
                plan = PlanRunner.Plan(random.Graph, random.Inputs, tiny, keep: random.Keep);
            }
            catch (ShapeException)
            {
                return null;
            }
            planned++;
            return Planned(plan, random, device);
        });
        Assert.True(planned > 0);
    }

    /// <summary>A plan of a network against its nodes.</summary>
    private static string? Planned(Plan plan, RandomGraph random, VisionDevice device)
    {
        int messages = device.ValidationMessages.Count;
        Dictionary<string, Tensor> expected = OneByOne(random, device, plan.Precision);
        using var runner = new PlanRunner(plan, device);
        // Twice: the second run finds memory as the first left it, and has its dispatches in bands.
        for (int run = 0; run < 2; run++)
        {
            foreach ((string name, Tensor actual) in run == 0 ? runner.Run(random.Inputs) : runner.RunInBands(random.Inputs))
            {
                if (Comparator.Difference(expected[name], actual, plan.Precision == Precision.Float32 ? 1e-3 : 1e-1) is { } difference)
                    return $"{plan.Precision}, run {run}, {name}: {difference}\n{random.Graph}\nkeep {string.Join(", ", random.Keep)}\n{plan}";
            }
        }
        return device.ValidationMessages.Skip(messages).FirstOrDefault() is { } message ? $"{message}\n{random.Graph}\n{plan}" : null;
    }

    private static string? Round(int seed, VisionDevice device, Precision precision, double tolerance)
    {
        RandomGraph random = RandomGraph.Build(seed);
        int messages = device.ValidationMessages.Count;
        try
        {
            Dictionary<string, Tensor> expected = OneByOne(random, device, precision);
            using var worker = new Worker(random.Graph, device, new WorkerOptions { Precision = precision, Keep = random.Keep });
            foreach ((string name, Tensor tensor) in random.Inputs)
                worker.SetInput(name, tensor);
            // Twice: the second run finds memory as the first left it.
            for (int run = 0; run < 2; run++)
            {
                worker.Schedule();
                foreach (string output in random.Graph.Outputs.Concat(random.Keep))
                {
                    if (Comparator.Difference(expected[output], worker.PeekOutput(output).Readback(), tolerance) is { } difference)
                        return $"{precision}, run {run}, {output}: {difference}\n{random.Graph}\nkeep {string.Join(", ", random.Keep)}\n{worker.Plan}";
                }
            }
            string? message = device.ValidationMessages.Skip(messages).FirstOrDefault();
            return message is null ? null : $"{precision}: {message}\n{random.Graph}\nkeep {string.Join(", ", random.Keep)}\n{worker.Plan}";
        }
        catch (Exception error) when (error is not Xunit.Sdk.XunitException)
        {
            return $"{precision}: {error}\n{random.Graph}";
        }
    }

    private static Dictionary<string, Tensor> OneByOne(RandomGraph random, VisionDevice device, Precision precision)
    {
        var values = new Dictionary<string, Tensor>(random.Inputs);
        foreach (Node node in random.Graph.Nodes)
        {
            string[] fed = [.. node.Inputs.Where(values.ContainsKey).Distinct()];
            var alone = new Graph(
                node.Name,
                fed.Select(f => new GraphInput(f, values[f].ElementType, [.. values[f].Shape.Dimensions.Select(d => (int?)d)])),
                node.Outputs,
                [node],
                random.Graph.Constants.Where(c => node.Inputs.Contains(c.Key)).ToDictionary(c => c.Key, c => c.Value));
            using var worker = new Worker(alone, device, new WorkerOptions { Precision = precision, Optimize = false });
            foreach (string input in fed)
                worker.SetInput(input, values[input]);
            worker.Schedule();
            foreach (string output in node.Outputs)
                values[output] = worker.PeekOutput(output).Readback();
        }
        return values;
    }
}
