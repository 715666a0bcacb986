namespace CnnVulkan.Training;

/// <summary>Pictures with the class of each. Everything may be called by several threads at once.</summary>
public interface ILabelledData
{
    /// <summary>The names of the classes, in the order of their numbers.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>How many pictures there are.</summary>
    int Count { get; }

    /// <summary>
    /// Says in few characters which pictures these are, in which order: a training that is resumed compares it with what it noted, so
    /// that changed data is noticed.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>The class of a picture.</summary>
    int LabelOf(int index);

    /// <summary>What a picture is called in messages and on sheets: its file, or its number.</summary>
    string NameOf(int index);

    /// <summary>A picture's pixels; they stay as they are, and must not be changed.</summary>
    /// <exception cref="TrainingDataException">It cannot be read.</exception>
    PicturePixels Read(int index);
}
