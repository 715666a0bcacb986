using System;

namespace SixLabors.ImageSharp;

/// <summary>A picture cannot be read or written.</summary>
internal class ImageFormatException : Exception
{
    private protected ImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }

    private protected ImageFormatException(string errorMessage, Exception? innerException)
        : base(errorMessage, innerException)
    {
    }
}
