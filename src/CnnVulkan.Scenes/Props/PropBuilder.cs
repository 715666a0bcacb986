using System.Numerics;
using CnnVulkan.Scenes.Geometry;

namespace CnnVulkan.Scenes.Props;

/// <summary>Puts a prop together from bodies of some materials, in whatever units and place are handy.</summary>
internal sealed class PropBuilder(string label)
{
    /// <summary>Half the diagonal of every finished prop's bounding box, so that all look about equally large.</summary>
    public const float Radius = 1f;

    private readonly List<Material> _materials = [];
    private readonly List<MeshVertex> _vertices = [];
    private readonly List<int> _triangles = [];

    private readonly List<Solid> _solids = [];

    /// <summary>A material that looks the same in all colourways.</summary>
    public int Fixed(uint color, float gloss = 0.25f, float metal = 0, float glow = 0) => Add(new Material([color], gloss, metal, glow));

    /// <summary>A material with a colour for each colourway.</summary>
    public int Paint(float gloss, params uint[] colors) => Add(new Material(colors, gloss, 0, 0));

    public void Add(int material, params IEnumerable<Solid> solids)
    {
        foreach (Solid solid in solids)
        {
            _solids.Add(solid);
            SmoothNormals.Append(solid, material, _vertices, _triangles);
        }
    }

    /// <summary>The finished prop: scaled, stood on the ground, shaded.</summary>
    /// <param name="turn">How it is turned before that; null as built.</param>
    /// <param name="hover">How far above the ground it floats.</param>
    /// <param name="radius">Half the diagonal of its bounding box in the end.</param>
    public Prop Build(Quaternion? turn = null, float hover = 0, float radius = Radius)
    {
        Quaternion turned = turn ?? Quaternion.Identity;
        MeshVertex[] vertices = [.. _vertices.Select(v => v with { Position = Vector3.Transform(v.Position, turned), Normal = Vector3.Transform(v.Normal, turned) })];
        (Vector3 least, Vector3 most) = new Mesh(vertices, []).Bounds();
        float scale = 2 * radius / (most - least).Length();
        var foot = new Vector3((least.X + most.X) / 2, least.Y, (least.Z + most.Z) / 2);
        for (int i = 0; i < vertices.Length; i++)
            vertices[i] = vertices[i] with { Position = (vertices[i].Position - foot) * scale + new Vector3(0, hover, 0) };
        var mesh = new Mesh(vertices, [.. _triangles]);
        var grid = new TriangleGrid(mesh);
        return new Prop { Label = label, Mesh = Openness.Baked(mesh, grid), Shade = GroundShade.Under(mesh, grid), Materials = _materials, Solids = _solids };
    }

    private int Add(Material material)
    {
        _materials.Add(material);
        return _materials.Count <= Prop.MaxMaterials ? _materials.Count - 1 : throw new InvalidOperationException($"The prop '{label}' has more than {Prop.MaxMaterials} materials.");
    }
}
