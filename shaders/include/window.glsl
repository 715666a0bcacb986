// A window that slides over up to three axes of one plane at a time, as the pools share it: constants 4 to 12, and the place of an output.
// The host puts axes of extent 1 in front where the input has fewer.
//
// What kernels over pictures and volumes take together (see ARCHITECTURE.md):
// group VolumeWindow: kernel_d kernel_h kernel_w stride_d stride_h stride_w dilation_d dilation_h dilation_w
// group VolumeExtents: in_d in_h in_w out_d out_h out_w pad_d pad_h pad_w
// group PlanarWindow: kernel_h kernel_w stride_h stride_w dilation_h dilation_w
// group PlanarExtents: in_h in_w out_h out_w pad_h pad_w
#ifndef CNNVULKAN_WINDOW_GLSL
#define CNNVULKAN_WINDOW_GLSL

#include "taps.glsl"

layout(constant_id = 4) const uint KERNEL_D = 1;
layout(constant_id = 5) const uint KERNEL_H = 1;
layout(constant_id = 6) const uint KERNEL_W = 1;
layout(constant_id = 7) const uint STRIDE_D = 1;
layout(constant_id = 8) const uint STRIDE_H = 1;
layout(constant_id = 9) const uint STRIDE_W = 1;
layout(constant_id = 10) const uint DILATION_D = 1;
layout(constant_id = 11) const uint DILATION_H = 1;
layout(constant_id = 12) const uint DILATION_W = 1;

// Column, row, layer and plane of a row-major index over [planes][d][h][w].
uvec4 place_of(uint index, uint d, uint h, uint w)
{
    uint row = index / w;
    uint layer = row / h;
    uint plane = layer / d;
    // Products instead of remainders: a driver may divide for each.
    return uvec4(index - row * w, row - layer * h, layer - plane * d, plane);
}

// Column, row and layer of the window's first element; negative in the padding.
ivec3 window_corner(uvec4 place, ivec3 pads)
{
    return ivec3(place.xyz * uvec3(STRIDE_W, STRIDE_H, STRIDE_D)) - pads;
}

#endif
