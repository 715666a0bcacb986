using System.Diagnostics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.App;
using CnnVulkan.Demo.Graphics;
using CnnVulkan.DemoTests.Harness;
using CnnVulkan.Scenes.Graphics;
using CnnVulkan.Tests;
using Xunit.Abstractions;

namespace CnnVulkan.DemoTests.App;

/// <summary>Networks, sources, layers and sizes swapped again and again: CNNVULKAN_DEMO_SWAPS says how often, 1000 for the whole of it.</summary>
public sealed class SwapTests(ITestOutputHelper output)
{
    private const int Period = 4;

    /// <summary>Above this the validation layers are off: they keep some 70 KiB of each swap themselves, which would hide a leak.</summary>
    private const int MostValidated = 100;

    private static readonly int Wanted = int.TryParse(Environment.GetEnvironmentVariable("CNNVULKAN_DEMO_SWAPS"), out int wanted) ? wanted : 40;

    [SkippableFact]
    public void Swaps_leave_memory_as_it_was() => DemoDevice.Run(Swaps, validation: Wanted <= MostValidated);

    private void Swaps(GraphicsDevice device)
    {
        int swaps = Wanted;
        using var folder = new TemporaryFolder();
        string[] pictures = [Save(folder["a.png"], 64, 48), Save(folder["b.png"], 50, 70)];
        using var app = new DemoApp(device, new DemoOptions { Model = "filters", Width = 160, Height = 90 });
        // Each prop goes to the GPU when it is first seen, and stays.
        app.Do(DemoAction.ToggleCycle);
        // Everything has been there once: pipelines are compiled, pools are as large as they get.
        for (int i = 0; i < 3 * Period; i++)
            Swap(device, app, i, pictures);
        (int Count, long Bytes, long Networks) before = Memory(device);
        long process = ProcessBytes();
        for (int i = 0; i < swaps; i++)
        {
            Swap(device, app, i, pictures);
            if (i % 100 == 99)
                output.WriteLine($"{i + 1} swaps: {(ProcessBytes() - process) / 1048576.0:0.0} MiB more.");
        }
        while (swaps % Period != 0)
            Swap(device, app, swaps++, pictures);
        (int, long, long) after = Memory(device);
        long grown = ProcessBytes() - process;
        output.WriteLine($"{swaps} swaps: GPU {before} before, {after} after; the process grew by {grown / 1048576.0:0.0} MiB.");
        Assert.Equal(before, after);
        Assert.Equal(0, device.RetiredCount);
        // Flat, whatever the number: measured 19 MiB after 50 swaps and 25 after 400. One leaked set of activations is 1.1 MiB.
        Assert.InRange(grown, long.MinValue, 48L << 20);
    }

    private static void Swap(GraphicsDevice device, DemoApp app, int number, string[] pictures)
    {
        switch (number % Period)
        {
            case 0:
                app.Open([pictures[number / Period % 2]]);
                break;
            case 1:
                app.Do(DemoAction.NextLayer);
                app.Vision.RequestModel("lenet5-relu");
                break;
            case 2:
                app.Do(DemoAction.ShowScene);
                break;
            default:
                app.Vision.RequestModel("filters");
                break;
        }
        app.WaitForNetwork();
        // Another size each time, as when a window is dragged by its corner.
        using var target = new OffscreenTarget(device, 160 + 16 * (number % Period), 90);
        for (int i = 0; i < 3; i++)
        {
            FrameContext frame = target.Begin(new FrameTime(number / 10.0 + i / 60.0, 1 / 60f))!;
            app.Record(frame, target.Picture);
            target.End(frame);
            app.WaitForNetwork();
        }
        app.TakeResults(idle: false);
    }

    private static (int, long, long) Memory(GraphicsDevice device)
    {
        device.WaitIdle();
        return (device.Memory.Count, device.Memory.Bytes, device.Vision.AllocatedBytes);
    }

    private static long ProcessBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    private static string Save(string path, int width, int height)
    {
        byte[] pixels = [.. Enumerable.Range(0, width * height * 4).Select(i => (byte)(i * 37 >> 3))];
        Screenshot.Save(path, pixels, width, height);
        return path;
    }
}
