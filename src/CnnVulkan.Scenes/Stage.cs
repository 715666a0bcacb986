using System.Numerics;
using CnnVulkan.Scenes.Geometry;
using CnnVulkan.Scenes.Props;

namespace CnnVulkan.Scenes;

/// <summary>The live stage: which props stand on it, in which colours, and how they move. The same seed and the same calls give the same stage.</summary>
internal sealed class Stage
{
    private const float TurnsPerSecond = 1 / 16f;
    private const float SecondsPerProp = 9;
    private const float SecondsToAppear = 0.45f;
    private const float ScatterRadius = 4.6f;
    private const float Spacing = 1.35f;
    private const int MostScattered = 24;
    private const float PodiumHeight = 0.1f;

    /// <summary>Makes all props beside the first frames, so that none is waited for when it is called for.</summary>
    private static readonly Thread Preparation = StartPreparation();

    private static readonly Lazy<Prop> Podium = new(MakePodium);

    private readonly List<SceneObject> _objects = [];
    private readonly Dictionary<(int Prop, int Colourway), Palette> _palettes = [];
    private readonly List<(int Prop, int Colourway, Vector2 Place, float Turn, float Scale, float Phase)> _scattered = [];
    private readonly ulong _seed;
    private ulong _scatterings;
    private float _turn;
    private float _sinceChange = SecondsToAppear;
    private float _seconds;

    public Stage(ulong seed = 1)
    {
        _seed = seed;
        PropIndex = (int)(SeededRandom.SeedOf(seed, 0) % (ulong)PropCatalog.Labels.Count);
        if (seed == 1)
            PropIndex = PropCatalog.IndexOf("mug");
    }

    public StageMode Mode { get; private set; } = StageMode.Single;

    /// <summary>The prop on the turntable, by its place in <see cref="PropCatalog.Labels"/>.</summary>
    public int PropIndex { get; private set; }

    public int Colourway { get; private set; }

    /// <summary>Whether the turntable turns, and the camera around scattered props.</summary>
    public bool Spins { get; set; } = true;

    /// <summary>Whether the next prop comes by itself.</summary>
    public bool Cycles { get; set; } = true;

    public OrbitCamera Camera { get; } = new(yaw: 0.5f, pitch: 0.25f, distance: 6f, height: 0.8f);

    public SceneLight Light { get; set; } = new();

    /// <summary>Puts another prop on the turntable.</summary>
    public void Step(int by)
    {
        int count = PropCatalog.Labels.Count;
        Show(((PropIndex + by) % count + count) % count);
    }

    /// <summary>Puts a prop on the turntable by its number.</summary>
    public void Show(int prop)
    {
        (PropIndex, _sinceChange) = (prop, 0);
        Enter(StageMode.Single);
    }

    /// <summary>The next set of colours, for one prop or for all that are scattered.</summary>
    public void Recolour() => Colourway++;

    /// <summary>Scatters props anew, differently each time.</summary>
    public void Scatter()
    {
        var random = new SeededRandom(SeededRandom.SeedOf(_seed, ++_scatterings));
        _scattered.Clear();
        for (int attempt = 0; attempt < 600 && _scattered.Count < MostScattered; attempt++)
        {
            // The square root spreads them evenly over the disc.
            (float sine, float cosine) = MathF.SinCos(random.Between(0, MathF.Tau));
            Vector2 place = new Vector2(cosine, sine) * (ScatterRadius * MathF.Sqrt(random.Unit()));
            float scale = random.Between(0.62f, 0.95f);
            if (_scattered.Any(other => (other.Place - place).Length() < Spacing * (scale + other.Scale) / 2 + 0.12f))
                continue;
            _scattered.Add((NextKind(random), random.Below(5), place, random.Between(0, MathF.Tau), scale, random.Unit()));
        }
        _sinceChange = 0;
        Enter(StageMode.Scattered);
    }

    /// <summary>Goes from one prop to many, or back.</summary>
    public void ToggleMode()
    {
        if (Mode == StageMode.Scattered)
            Show(PropIndex);
        else
            Scatter();
    }

    /// <summary>Time passes. While it stands still the camera goes on obeying, by a sixtieth of a second a call.</summary>
    public void Update(float seconds)
    {
        _seconds += seconds;
        _sinceChange += seconds;
        Camera.Update(seconds > 0 ? seconds : 1 / 60f);
        if (Mode == StageMode.Single && Cycles && _sinceChange > SecondsPerProp)
            Step(1);
        if (!Spins)
            return;
        if (Mode == StageMode.Single)
            _turn += seconds * TurnsPerSecond * MathF.Tau;
        else
            Camera.Turn(seconds * TurnsPerSecond * 0.5f * MathF.Tau);
    }

    /// <summary>The stage as it is now. The view is good until the next call.</summary>
    public SceneView View()
    {
        _objects.Clear();
        if (Mode == StageMode.Scattered)
        {
            foreach ((int prop, int colourway, Vector2 place, float turn, float scale, float phase) in _scattered)
            {
                float grown = scale * Appearing(_sinceChange - phase * 0.6f);
                if (grown > 0)
                    AddProp(prop, colourway + Colourway, turn, grown, new Vector3(place.X, 0, place.Y));
            }
            return new SceneView(_objects, Camera.View, Light, new Vector3(0, 0.4f, 0), ScatterRadius + 1.2f);
        }
        _objects.Add(new SceneObject(Podium.Value, Matrix4x4.Identity, PaletteOf(-1, 0), Upright: false));
        float size = Appearing(_sinceChange);
        if (size > 0)
            AddProp(PropIndex, Colourway, _turn, size, new Vector3(0, PodiumHeight, 0));
        return new SceneView(_objects, Camera.View, Light, new Vector3(0, 0.7f, 0), 1.75f);
    }

    /// <summary>From 0 to 1 with a little overshoot, as things pop up in games.</summary>
    private static float Appearing(float seconds)
    {
        float t = Math.Clamp(seconds / SecondsToAppear, 0, 1) - 1;
        return 1 + 2.2f * t * t * t + 1.2f * t * t;
    }

    private static Prop MakePodium()
    {
        var prop = new PropBuilder("podium");
        int body = prop.Fixed(0xE3DED5, 0.45f);
        int ring = prop.Fixed(0x2FA7A0, 0.6f);
        // Rings side by side, for a ring laid on top would flicker or throw a dark edge.
        prop.Add(body, Solids.Cylinder(1.17f, 0.1f, 0, 72));
        prop.Add(ring, Solids.Lathe(Outline.Closed((1.17f, 0.02f), (1.215f, 0.02f), (1.215f, 0.1f), (1.17f, 0.1f)), 72));
        prop.Add(body, Solids.Lathe(Outline.Closed((1.215f, 0), (1.35f, 0), (1.36f, 0.012f), (1.36f, 0.085f), (1.35f, 0.1f), (1.215f, 0.1f)), 72));
        return prop.Build(radius: new Vector3(1.36f, 0.05f, 1.36f).Length());
    }

    private static Thread StartPreparation()
    {
        var thread = new Thread(() =>
        {
            for (int i = 0; i < PropCatalog.Labels.Count; i++)
                PropCatalog.Get(i);
        })
        { IsBackground = true, Name = "props", Priority = ThreadPriority.BelowNormal };
        thread.Start();
        return thread;
    }

    private void Enter(StageMode mode)
    {
        if (mode == Mode)
            return;
        Mode = mode;
        if (mode == StageMode.Single)
            Camera.MoveTo(pitch: 0.25f, distance: 6f, height: 0.8f);
        else
            Camera.MoveTo(pitch: 0.46f, distance: 12.5f, height: 0.35f);
    }

    /// <summary>All kinds before any comes twice.</summary>
    private int NextKind(SeededRandom random)
    {
        int count = PropCatalog.Labels.Count, kind = random.Below(count);
        while (_scattered.Count < count && _scattered.Any(other => other.Prop == kind))
            kind = (kind + 1) % count;
        return kind;
    }

    private void AddProp(int prop, int colourway, float turn, float scale, Vector3 place)
    {
        Matrix4x4 matrix = Matrix4x4.CreateScale(scale) * Matrix4x4.CreateRotationY(turn) * Matrix4x4.CreateTranslation(place);
        _objects.Add(new SceneObject(PropCatalog.Get(prop), matrix, PaletteOf(prop, colourway)));
    }

    private Palette PaletteOf(int prop, int colourway)
    {
        Prop of = prop < 0 ? Podium.Value : PropCatalog.Get(prop);
        (int, int) key = (prop, colourway % of.Colourways);
        if (!_palettes.TryGetValue(key, out Palette? palette))
            palette = _palettes[key] = new Palette(of, key.Item2);
        return palette;
    }
}
