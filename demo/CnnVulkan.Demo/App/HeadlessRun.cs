using CnnVulkan.Demo.Graphics;
using CnnVulkan.Demo.Vision;
using CnnVulkan.Scenes.Graphics;

namespace CnnVulkan.Demo.App;

/// <summary>Frames in PNG files and results in predictions.jsonl, without a window: the same for the same options and seed.</summary>
internal sealed class HeadlessRun(DemoOptions options, TextWriter output)
{
    /// <summary>Draws the frames.</summary>
    /// <returns>What the validation layers said; empty where they are off.</returns>
    /// <exception cref="DemoException">The source gives no picture, or the network cannot be loaded.</exception>
    public IReadOnlyList<string> Run(CancellationToken interrupt)
    {
        Directory.CreateDirectory(options.Out);
        GraphicsDevice device = GraphicsDevice.Create(options.ForDevice());
        int frames;
        using (device)
        using (var target = new OffscreenTarget(device, options.Width, options.Height, options.Scale > 0 ? options.Scale : LayoutScale.For(options.Height)))
        using (var app = new DemoApp(device, options))
        using (var log = new PredictionLog(File.Create(Path.Combine(options.Out, "predictions.jsonl"))))
        {
            app.WaitForNetwork();
            frames = Draw(target, app, log, interrupt);
            device.WaitIdle();
            Write(log, app.TakeResults(idle: true));
            app.Teach.SaveScripted();
        }
        output.WriteLine($"Drew {frames} frames of {options.Width}×{options.Height} on {device.Name} into {options.Out}.");
        return device.ValidationMessages;
    }

    private static void Write(PredictionLog log, IReadOnlyList<VisionResult> results)
    {
        foreach (VisionResult result in results)
            log.Write(result);
    }

    private int Draw(OffscreenTarget target, DemoApp app, PredictionLog log, CancellationToken interrupt)
    {
        int digits = Math.Max(4, $"{options.Frames}".Length);
        for (int i = 1; i <= options.Frames; i++)
        {
            if (interrupt.IsCancellationRequested)
                return i - 1;
            FrameContext frame = target.Begin(new FrameTime(i * FrameClock.Step, (float)FrameClock.Step))!;
            app.Record(frame, target.Picture);
            target.End(frame);
            if (app.Sources.Current?.State is not { Phase: not Phase.Failed })
                throw new DemoException($"The source '{options.Source}' gives no picture: {app.Sources.Current?.State.Message ?? app.Sources.Missing}");
            // Reading waits for the frame, so results come back in the same frame in every run.
            byte[] pixels = target.ReadPixels();
            Screenshot.Save(Path.Combine(options.Out, $"frame-{i.ToString().PadLeft(digits, '0')}.png"), pixels, options.Width, options.Height);
            Write(log, app.TakeResults(idle: false));
            // Another size of pictures is planned for in the background: frames wait for it, or they would differ from run to run.
            app.WaitForNetwork();
        }
        return options.Frames;
    }
}
