using System.Numerics;
using CnnVulkan.Demo;
using CnnVulkan.Demo.Overlay;

namespace CnnVulkan.DemoTests.Overlay;

/// <summary>States of the demo as the overlay meets them, with made-up numbers.</summary>
internal static class HudStates
{
    public static readonly KeyHelp[] Keys =
    [
        new("View", "F1 H", "Show or hide this help"), new("View", "Tab", "Show or hide the panels"), new("View", "F11", "Full screen"),
        new("View", "F12", "Save a screenshot"), new("View", "Esc", "Close what is open, or quit"),
        new("Source", "1", "Scene"), new("Source", "2", "Webcam"), new("Source", "3", "Pictures"), new("Source", "4", "Video or network camera"),
        new("Source", "N", "Next picture, prop or device"), new("Source", "Space", "Pause"), new("Source", ".", "Single step"),
        new("Network", "M", "Next model"), new("Network", "P", "Switch precision"), new("Network", "C", "Heat map"), new("Network", "F", "Filters"),
        new("Network", "T", "Times of the layers"),
        new("Activation maps", "← →", "Previous or next layer"), new("Activation maps", "PgUp PgDn", "Previous or next page"),
        new("Activation maps", "Enter", "Enlarge a map"),
        new("Scene", "R", "Spin"), new("Scene", "K", "New colours"), new("Scene", "S", "Scatter the props"),
        new("Scene", "Drag Wheel", "Move the camera"),
    ];

    public static readonly PredictionRow[] Sure =
    [
        new(281, "tabby cat", 0.942f, 0.917f), new(282, "tiger cat", 0.031f, 0.048f), new(285, "Egyptian cat", 0.018f, 0.022f),
        new(287, "lynx", 0.004f, 0.007f), new(904, "window screen", 0, 0.003f),
    ];

    public static readonly PredictionRow[] Unsure =
    [
        new(532, "dining table, board", 0.142f, 0.131f), new(831, "studio couch, day bed, convertible sofa", 0.119f, 0.122f),
        new(423, "barber chair", 0.074f, 0.081f), new(559, "folding chair", 0.058f, 0.066f), new(765, "rocking chair", 0.052f, 0.049f),
    ];

    public static TileSheet Sheet(int count, int side = 28, int columns = 8) =>
        new(columns * (side + 1), (count + columns - 1) / columns * (side + 1), side, side, columns, count, 1);

    /// <summary>Everything works: a classifier on the scene, maps shown.</summary>
    public static HudState Running()
    {
        var state = new HudState
        {
            Seconds = 12.4,
            Picture = new PictureStatus(1280, 720, new Rect((1 - 720f / 1280) / 2, 0, 720f / 1280, 1)),
            Source = new SourceStatus(SourceKind.Scene, "Scene", "1280 × 720"),
            Model = new ModelStatus("SqueezeNet 1.1"),
            Predictions = new PredictionStatus(Sure),
            Maps = new MapsStatus("fire3/squeeze1x1", "16 × 55 × 55", 4, 26, new(0, 3.2f), 0, 1, 0, Sheet(16, 55, 4)),
            CanShowHeat = true,
            Device = new DeviceStatus("llvmpipe (LLVM 15.0.6, 256 bits)", "float16", 214 << 20),
            Keys = Keys,
            Timing = new TimingStatus(History(16.6f, 1.2f, 3), History(9.4f, 2.5f, 5), 60, 31.4f),
        };
        return state;
    }

    /// <summary>All panels at once: filters, heat map, times of the layers, a layer of many maps.</summary>
    public static HudState Everything()
    {
        HudState state = Running();
        state.Maps = new MapsStatus("features.denseblock2.denselayer11.conv1", "512 × 28 × 28", 11, 120, new(-1.84f, 12.06f), 2, 8, 128, Sheet(64),
            Ranges: [.. Enumerable.Range(0, 64).Select(i => new ValueRange(-1.84f + i * 0.01f, 3 + i * 0.14f))]);
        state.Filters = new FiltersStatus("conv1", "64 × 3 × 7 × 7", new TileSheet(128, 32, 7, 7, 16, 64, 1));
        state.Heat = new HeatStatus("tabby cat", Follows: true);
        state.LayerTimes =
        [
            .. Enumerable.Range(0, 26).Select(i =>
                new LayerTime($"fire{i / 3 + 2}/expand{1 + i % 3}x{1 + i % 3}", "Conv", 0.05f + 0.9f * MathF.Pow(MathF.Abs(MathF.Sin(i * 1.7f)), 4))),
        ];
        return state;
    }

    /// <summary>Every state that changes what the panels say, by name.</summary>
    public static IEnumerable<(string Name, HudState State)> All()
    {
        yield return ("running", Running());
        yield return ("everything", Everything());
        HudState enlarged = Everything();
        enlarged.Maps = enlarged.Maps! with { Selected = 131 };
        enlarged.Toasts.Add("Saved to screenshots/frame-0012.png", ToastKind.Done, 11);
        enlarged.Toasts.Add("The camera sends no pictures: waiting for it", ToastKind.Warning, 11.5);
        yield return ("enlarged", enlarged);
        HudState unsure = Running();
        unsure.Predictions = new PredictionStatus(Unsure);
        unsure.Paused = true;
        unsure.Picture = new PictureStatus(640, 480, new Rect(0.125f, 0, 0.75f, 1));
        unsure.Source = new SourceStatus(SourceKind.Pictures, "kitchen-and-living-room.jpg", "3 of 12");
        yield return ("unsure", unsure);
        HudState camera = Running();
        camera.Source = new SourceStatus(SourceKind.Camera, "Webcam", "", Phase.Failed, "No camera found",
            "Nothing answers at /dev/video0. Plug a camera in and it will be used, or choose another source.", "Press 1 for the scene");
        camera.Picture = default;
        camera.Predictions = new PredictionStatus([]);
        camera.Maps = null;
        yield return ("camera", camera);
        HudState loading = Running();
        loading.Source = new SourceStatus(
            SourceKind.Video, "street.mp4", "", Phase.Waiting, "Opening the video", "The first picture is on its way.");
        loading.Picture = default;
        loading.Model = new ModelStatus("ResNet-152", Phase.Waiting, "Compiling kernels: 212 of 517");
        loading.Predictions = new PredictionStatus([]);
        loading.Maps = null;
        yield return ("loading", loading);
        HudState failed = Running();
        failed.Model = new ModelStatus("detector.onnx", Phase.Failed, "The operator NonMaxSuppression (node 'nms_1') is not supported.",
            "SqueezeNet 1.1 goes on.");
        yield return ("failed", failed);
        HudState filters = Everything();
        filters.Predictions = new PredictionStatus([], HasClasses: false);
        filters.Model = new ModelStatus("Filter network");
        filters.Maps = new MapsStatus("sobel", "2 × 224 × 224", 0, 5, new(-0.5f, 0.5f), 0, 1, 0, Sheet(2, 224, 2),
            Map: ColorMap.Diverging, Names: ["horizontal edges", "vertical edges"]);
        yield return ("filters", filters);
        foreach (bool isEmpty in new[] { true, false })
        {
            HudState pad = Everything();
            pad.Source = new SourceStatus(SourceKind.Pad, "Drawing pad");
            pad.Picture = new PictureStatus(560, 560, new Rect(-0.1f, 0.1f, 0.9f, 0.9f));
            pad.Pad = new PadStatus(isEmpty, Erases: !isEmpty);
            pad.Predictions = new PredictionStatus(isEmpty ? [] : Sure) { Truth = isEmpty ? null : "tabby cat" };
            pad.Toasts.Add("The network 'digits' reads the pad", ToastKind.Note, 11);
            yield return (isEmpty ? "empty pad" : "pad", pad);
        }
        HudState help = Everything();
        help.ShowHelp = true;
        yield return ("help", help);
    }

    private static TimeHistory History(float around, float spread, int seed)
    {
        var history = new TimeHistory();
        var random = new Random(seed);
        for (int i = 0; i < 96; i++)
            history.Add(around + spread * (0.5f * MathF.Sin(i * 0.21f) + (float)random.NextDouble() - 0.5f) + (i == 70 ? spread * 3 : 0));
        return history;
    }
}
