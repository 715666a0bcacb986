namespace CnnVulkan.Training;

/// <summary>Some pictures of a set, in an order of their own.</summary>
internal sealed class DataSubset : ILabelledData
{
    private readonly ILabelledData _all;
    private readonly int[] _indices;
    private readonly Lazy<string> _fingerprint;

    public DataSubset(ILabelledData all, int[] indices)
    {
        _all = all;
        _indices = indices;
        _fingerprint = new Lazy<string>(() =>
        {
            using var print = new DataFingerprint();
            print.Add(all.Fingerprint).Add(indices.Length);
            foreach (int index in indices)
                print.Add(index);
            return print.End();
        });
    }

    public IReadOnlyList<string> Classes => _all.Classes;

    public int Count => _indices.Length;

    public string Fingerprint => _fingerprint.Value;

    public int LabelOf(int index) => _all.LabelOf(_indices[index]);

    public string NameOf(int index) => _all.NameOf(_indices[index]);

    public PicturePixels Read(int index) => _all.Read(_indices[index]);
}
