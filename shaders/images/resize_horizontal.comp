// rows[y, x] = round(sum over t of taps[x].weight[t] * image[y, taps[x].start + t]), per channel, clamped to 8 bits.
//
// The first of two passes that resize a picture. One invocation computes one pixel.
//   image [row_count, image_width]  packed RGBA8, red in the lowest byte; the base is column `first_column` of the first row
//   taps  [out_width, taps_stride]  per output column: start, number of taps, their weights with 22 fractional bits
//   rows  [row_count, out_width]    packed RGBA8, alpha 0
// Assumes: count = row_count * out_width; start + number of taps <= image_width - first_column; the weights of a column sum to
// about 2^22 with magnitudes below 2 * 2^22, so that sums of bytes fit 32 bits.
// variants: i32
#version 450
#extension GL_GOOGLE_include_directive : require
#include "kernel.glsl"
#include "pixel.glsl"

layout(binding = 0, set = 0) readonly buffer Image { int image_data[]; };
layout(binding = 1, set = 0) readonly buffer Taps { int taps_data[]; };
layout(binding = 2, set = 0) writeonly buffer Rows { int rows_data[]; };

layout(push_constant) uniform Push {
    uint image_base;
    uint taps_base;
    uint rows_base;
    uint image_width;
    uint first_column;
    uint out_width;
    uint taps_stride;
    uint count;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint y = index / p.out_width;
    uint tap = p.taps_base + (index % p.out_width) * p.taps_stride;
    uint source = p.image_base + y * p.image_width + p.first_column + uint(taps_data[tap]);
    uint taps = uint(taps_data[tap + 1]);
    ivec3 sum = ivec3(PIXEL_HALF);
    for (uint t = 0; t < taps; t++)
        sum += taps_data[tap + 2 + t] * unpack_pixel(image_data[source + t]);
    rows_data[p.rows_base + index] = pack_pixel(round_pixel(sum));
}
