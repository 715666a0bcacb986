namespace CnnVulkan.Training;

/// <summary>
/// Reads a picture file: the library has no decoder of its own. Called by several threads at once.
/// </summary>
/// <param name="path">The file.</param>
/// <returns>Its pixels, grey or red, green and blue.</returns>
/// <exception cref="InvalidDataException">It holds no picture that can be read; so do <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> say it.</exception>
public delegate PicturePixels PictureDecoder(string path);
