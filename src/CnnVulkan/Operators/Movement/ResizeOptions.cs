using CnnVulkan.Graphs;

namespace CnnVulkan.Operators;

/// <summary>The attributes of Resize that say how elements are made; see ONNX.</summary>
internal sealed record ResizeOptions
{
    /// <summary>How elements are made.</summary>
    public ResizeMode Mode { get; init; } = ResizeMode.Nearest;

    /// <summary>Which neighbour is the nearest.</summary>
    public NearestMode Nearest { get; init; } = NearestMode.RoundPreferFloor;

    /// <summary>How output indices map to the input.</summary>
    public CoordinateMode Coordinates { get; init; } = CoordinateMode.HalfPixel;

    /// <summary>What the sizes mean.</summary>
    public AspectRatioPolicy AspectRatio { get; init; } = AspectRatioPolicy.Stretch;

    /// <summary>The parameter of the cubic kernel.</summary>
    public float CubicA { get; init; } = -0.75f;

    /// <summary>Whether neighbours outside the input count nothing; else the outermost element stands for them.</summary>
    public bool ExcludeOutside { get; init; }

    /// <summary>Whether the kernel widens by the scale where an axis shrinks.</summary>
    public bool Antialias { get; init; }

    /// <summary>What stands outside the input for <see cref="CoordinateMode.TfCropAndResize"/>.</summary>
    public float Extrapolation { get; init; }

    /// <summary>Reads the attributes of a Resize of opset 11 or later.</summary>
    public static ResizeOptions Of(NodeAttributes attributes)
    {
        var options = new ResizeOptions
        {
            Mode = ModeOf(attributes),
            Nearest = attributes.String("nearest_mode", "round_prefer_floor") switch
            {
                "round_prefer_floor" => NearestMode.RoundPreferFloor,
                "round_prefer_ceil" => NearestMode.RoundPreferCeil,
                "floor" => NearestMode.Floor,
                "ceil" => NearestMode.Ceil,
                var other => throw attributes.Error($"nearest_mode '{other}' is not known"),
            },
            Coordinates = attributes.String("coordinate_transformation_mode", "half_pixel") switch
            {
                "half_pixel" => CoordinateMode.HalfPixel,
                "half_pixel_symmetric" => CoordinateMode.HalfPixelSymmetric,
                "pytorch_half_pixel" => CoordinateMode.PytorchHalfPixel,
                "align_corners" => CoordinateMode.AlignCorners,
                "asymmetric" => CoordinateMode.Asymmetric,
                "tf_crop_and_resize" => CoordinateMode.TfCropAndResize,
                "tf_half_pixel_for_nn" => CoordinateMode.TfHalfPixelForNearest,
                var other => throw attributes.Error($"coordinate_transformation_mode '{other}' is not known"),
            },
            AspectRatio = attributes.String("keep_aspect_ratio_policy", "stretch") switch
            {
                "stretch" => AspectRatioPolicy.Stretch,
                "not_larger" => AspectRatioPolicy.NotLarger,
                "not_smaller" => AspectRatioPolicy.NotSmaller,
                var other => throw attributes.Error($"keep_aspect_ratio_policy '{other}' is not known"),
            },
            CubicA = attributes.Float("cubic_coeff_a", -0.75f),
            ExcludeOutside = attributes.Flag("exclude_outside"),
            Antialias = attributes.Flag("antialias"),
            Extrapolation = attributes.Float("extrapolation_value", 0),
        };
        if (options is { Antialias: true, Mode: ResizeMode.Nearest })
            throw attributes.Error("antialias needs mode linear or cubic");
        return options;
    }

    /// <summary>A Resize of operator set 11 or later with these attributes.</summary>
    public NodeDescription Describe(ExportContext context)
    {
        if (Coordinates == CoordinateMode.HalfPixelSymmetric)
            context.Require(19, "half_pixel_symmetric");
        if (Coordinates == CoordinateMode.TfHalfPixelForNearest)
            context.RequireUpTo(12, "tf_half_pixel_for_nn");
        if (Antialias || AspectRatio != AspectRatioPolicy.Stretch)
            context.Require(18, "Resize with antialias or keep_aspect_ratio_policy");
        NodeDescription node = context.Describe("Resize", since: 11);
        node["mode"] = NameOf(Mode);
        node["nearest_mode"] = Nearest switch
        {
            NearestMode.RoundPreferFloor => "round_prefer_floor",
            NearestMode.RoundPreferCeil => "round_prefer_ceil",
            NearestMode.Floor => "floor",
            _ => "ceil",
        };
        node["coordinate_transformation_mode"] = Coordinates switch
        {
            CoordinateMode.HalfPixel => "half_pixel",
            CoordinateMode.HalfPixelSymmetric => "half_pixel_symmetric",
            CoordinateMode.PytorchHalfPixel => "pytorch_half_pixel",
            CoordinateMode.AlignCorners => "align_corners",
            CoordinateMode.Asymmetric => "asymmetric",
            CoordinateMode.TfCropAndResize => "tf_crop_and_resize",
            _ => "tf_half_pixel_for_nn",
        };
        node["cubic_coeff_a"] = CubicA;
        node["exclude_outside"] = ExcludeOutside;
        node["extrapolation_value"] = Extrapolation;
        node["antialias"] = Antialias ? 1 : null;
        node["keep_aspect_ratio_policy"] = AspectRatio switch
        {
            AspectRatioPolicy.NotLarger => "not_larger",
            AspectRatioPolicy.NotSmaller => "not_smaller",
            _ => null,
        };
        return node;
    }

    /// <summary>The mode as files name it.</summary>
    public static string NameOf(ResizeMode mode) => mode.ToString().ToLowerInvariant();

    /// <summary>What Upsample and the Resize of opset 10 do: they know a mode and nothing else.</summary>
    public static ResizeOptions Old(NodeAttributes attributes) => new()
    {
        Mode = ModeOf(attributes),
        Nearest = NearestMode.FloorOrCeilToShrink,
        Coordinates = CoordinateMode.Asymmetric,
    };

    private static ResizeMode ModeOf(NodeAttributes attributes) => attributes.String("mode", "nearest") switch
    {
        "nearest" => ResizeMode.Nearest,
        "linear" or "bilinear" => ResizeMode.Linear,
        "cubic" => ResizeMode.Cubic,
        var other => throw attributes.Error($"mode '{other}' is none of nearest, linear and cubic"),
    };
}
