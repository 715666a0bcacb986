using System.Runtime.InteropServices;
using CnnVulkan.Tensors;
using CnnVulkan.Vulkan;

namespace CnnVulkan.Dispatching;

/// <summary>The push constants of <c>host_image_rows</c>, in its order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct HostImagePush
{
    private readonly uint _rowsBase;
    private readonly int _left, _top, _stepX, _stepY;
    private readonly uint _outWidth, _tapsStride, _count, _chromaShiftX, _chromaShiftY;
    private readonly float _lumaOffset, _lumaScale, _redV, _greenU, _greenV, _blueU;

    public HostImagePush(in HostImage image, HostImageRows rows, int firstColumn, int firstRow)
    {
        (int width, int height) = image.Part;
        _rowsBase = rows.Base;
        // Columns and rows are counted from the picture's upper left corner, wherever that is in the image.
        (_stepX, _left) = image.FlipX ? (-1, image.Left + width - 1 - firstColumn) : (1, image.Left + firstColumn);
        (_stepY, _top) = image.FlipY ? (-1, image.Top + height - 1 - firstRow) : (1, image.Top + firstRow);
        (_outWidth, _tapsStride, _count) = ((uint)rows.Width, (uint)rows.TapsStride, (uint)rows.Count);
        HostImageTexels texels = HostImageTexels.Of(image.Format);
        (_chromaShiftX, _chromaShiftY) = (1, (uint)texels.ChromaHeightShift);
        var yuv = new YuvColors(image.Yuv);
        (_lumaOffset, _lumaScale, _redV, _greenU, _greenV, _blueU) = (yuv.Offset, yuv.Scale, yuv.RedV, yuv.GreenU, yuv.GreenV, yuv.BlueU);
    }
}
