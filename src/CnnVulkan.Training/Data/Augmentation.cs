namespace CnnVulkan.Training;

/// <summary>
/// How pictures are varied each time they are shown, so that a network learns the thing and not the picture. Applied in this order: place
/// (crop, flip, scale and rotation in one resampling), colours, noise, normalisation, cut-out, mix-up.
/// </summary>
public sealed record Augmentation
{
    /// <summary>Pictures as they are.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>Pixels added on each side before a random part is cut out, 0 to 1024; more than 0 implies <see cref="Crop"/>.</summary>
    public int Pad { get; init; }

    /// <summary>Whether a random part as large as the network's input is cut out, instead of the middle.</summary>
    public bool Crop { get; init; }

    /// <summary>Whether half of the pictures are mirrored left to right.</summary>
    public bool Flip { get; init; }

    /// <summary>The least factor pictures are enlarged by.</summary>
    public float ScaleLeast { get; init; } = 1;

    /// <summary>The largest such factor.</summary>
    public float ScaleMost { get; init; } = 1;

    /// <summary>Pictures are turned by up to so many degrees either way, 0 to 180.</summary>
    public float Rotate { get; init; }

    /// <summary>Brightness, contrast and saturation are each multiplied by 1 - this to 1 + this, 0 to 1.</summary>
    public float Color { get; init; }

    /// <summary>The deviation of the noise on each value, where 1 is from black to white, 0 to 1.</summary>
    public float Noise { get; init; }

    /// <summary>The edge of a square that is blanked out, in pixels; 0 for none (DeVries and Taylor 2017).</summary>
    public int Cutout { get; init; }

    /// <summary>The parameter of the beta distribution by which pairs of pictures and their targets are blended, 0 for not (Zhang et al. 2017).</summary>
    public float Mixup { get; init; }

    /// <summary>How much of the target is spread over all classes, 0 up to 1 (Szegedy et al. 2015).</summary>
    public float Smoothing { get; init; }

    /// <summary>Whether what lies past a picture's edge, when it is padded, shrunk or turned, is black instead of the picture mirrored.</summary>
    public bool BlackOutside { get; init; }

    /// <summary>Whether places of the picture move at all.</summary>
    internal bool MovesPlaces => Crop || Pad > 0 || HasScale || Rotate > 0;

    internal bool HasScale => ScaleLeast != 1 || ScaleMost != 1;

    /// <summary>Reads what <see cref="ToString"/> writes, such as <c>pad4,crop,flip,scale=0.8..1.2,rotate=10,color=0.2,noise=0.02,cutout=8,mixup=0.2,smoothing=0.1,black</c>, or <c>none</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form, or a number is out of its bounds: the message says which.</exception>
    public static Augmentation Parse(string text) => AugmentationText.Parse(text);

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => AugmentationText.Of(this);
}
