#version 450
#extension GL_GOOGLE_include_directive : require
// The mean of the elements under a sliding window:
//   output[plane][z][y][x] = sum over kd, kh, kw of input[plane][z*STRIDE_D + kd*DILATION_D - pad_d][...][...] / n
// where elements outside the input are 0 and n is how many lie inside it, or, where COUNT_PADDING, inside it and its padding.
// One invocation computes one output.
//
// input  [planes][in_d][in_h][in_w], planes = batch * channels
// output [planes][out_d][out_h][out_w], count elements
// variants: f32 f16
#include "kernel.glsl"
#include "window.glsl"

layout(constant_id = 13) const bool COUNT_PADDING = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint in_d;
    uint in_h;
    uint in_w;
    uint out_d;
    uint out_h;
    uint out_w;
    int pad_d;
    int pad_h;
    int pad_w;
    int end_d;
    int end_h;
    int end_w;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uvec4 place = place_of(index, p.out_d, p.out_h, p.out_w);
    ivec3 corner = window_corner(place, ivec3(p.pad_w, p.pad_h, p.pad_d));
    uint start = p.input_base + place.w * p.in_d * p.in_h * p.in_w;
    float sum = 0.0;
    uvec2 taps_d = taps_inside(corner.z, KERNEL_D, DILATION_D, p.in_d);
    uvec2 taps_h = taps_inside(corner.y, KERNEL_H, DILATION_H, p.in_h);
    uvec2 taps_w = taps_inside(corner.x, KERNEL_W, DILATION_W, p.in_w);
    for (uint kd = taps_d.x; kd < taps_d.y; kd++) {
        uint slice = uint(corner.z + int(kd * DILATION_D));
        for (uint kh = taps_h.x; kh < taps_h.y; kh++) {
            uint row = uint(corner.y + int(kh * DILATION_H));
            for (uint kw = taps_w.x; kw < taps_w.y; kw++) {
                uint column = uint(corner.x + int(kw * DILATION_W));
                sum += VALUE(input_data[start + (slice * p.in_h + row) * p.in_w + column]);
            }
        }
    }
    // end is where the padding past the input ends: a window rounded up may reach beyond, one never starts before the padding.
    uvec3 counted = COUNT_PADDING
        ? uvec3(padded_taps(corner.z, KERNEL_D, DILATION_D, p.end_d), padded_taps(corner.y, KERNEL_H, DILATION_H, p.end_h),
                padded_taps(corner.x, KERNEL_W, DILATION_W, p.end_w))
        : uvec3(taps_d.y - taps_d.x, taps_h.y - taps_h.x, taps_w.y - taps_w.x);
    // As reals: the product of three counts may pass 32 bits.
    vec3 n = max(vec3(counted), 1.0);
    output_data[p.output_base + index] = ELEMENT(sum / (n.x * n.y * n.z));
}
