// color = round(sum over t of taps[y].weight[t] * rows[taps[y].start + t, x]), clamped to 8 bits;
// pixels[c, y, x] = (color[FLIP ? 2 - c : c] * rescale - mean_c) / deviation_c;
// where GREY, one channel of 0.299 red + 0.587 green + 0.114 blue instead, with the first mean and deviation.
//
// The second of two passes that resize a picture, and the arithmetic that ends the preprocessing. One invocation computes the
// channels of one pixel.
//   rows   [row_count, out_width]      packed RGBA8, red in the lowest byte, from resize_horizontal
//   taps   [out_height, taps_stride]   per output row: start, number of taps, their weights with 22 fractional bits
//   pixels [1, GREY ? 1 : 3, out_height, out_width]
// Assumes: count = out_height * out_width; start + number of taps <= row_count.
// variants: f32 f16
#version 450
#extension GL_GOOGLE_include_directive : require
#include "kernel.glsl"
#include "pixel.glsl"

// 1 feeds the channels as blue, green, red.
layout(constant_id = 4) const uint FLIP = 0;
// 1 feeds one channel, the brightness: ITU-R BT.601's weights, as Pillow's conversion to grey has them.
layout(constant_id = 5) const uint GREY = 0;

layout(binding = 0, set = 0) readonly buffer Rows { int rows_data[]; };
layout(binding = 1, set = 0) readonly buffer Taps { int taps_data[]; };
layout(binding = 2, set = 0) writeonly buffer Pixels { ELEMENT pixels_data[]; };

layout(push_constant) uniform Push {
    uint rows_base;
    uint taps_base;
    uint pixels_base;
    uint out_width;
    uint taps_stride;
    uint count;
    float rescale;
    float mean_0;
    float mean_1;
    float mean_2;
    float deviation_0;
    float deviation_1;
    float deviation_2;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint tap = p.taps_base + (index / p.out_width) * p.taps_stride;
    uint source = p.rows_base + uint(taps_data[tap]) * p.out_width + index % p.out_width;
    uint taps = uint(taps_data[tap + 1]);
    ivec3 sum = ivec3(PIXEL_HALF);
    for (uint t = 0; t < taps; t++)
        sum += taps_data[tap + 2 + t] * unpack_pixel(rows_data[source + t * p.out_width]);
    vec3 color = vec3(round_pixel(sum));
    if (FLIP == 1)
        color = color.bgr;
    if (GREY == 1)
        color = vec3(dot(color, vec3(0.299, 0.587, 0.114)));
    color = (color * p.rescale - vec3(p.mean_0, p.mean_1, p.mean_2)) / vec3(p.deviation_0, p.deviation_1, p.deviation_2);
    uint target = p.pixels_base + index;
    pixels_data[target] = ELEMENT(color.r);
    if (GREY == 1)
        return;
    pixels_data[target + p.count] = ELEMENT(color.g);
    pixels_data[target + 2 * p.count] = ELEMENT(color.b);
}
