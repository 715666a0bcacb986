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

layout(constant_id = 13) const uint COUNT_PADDING = 0;

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
    uint inside = 0;
    uint padded = 0;
    for (uint kd = 0; kd < KERNEL_D; kd++) {
        for (uint kh = 0; kh < KERNEL_H; kh++) {
            for (uint kw = 0; kw < KERNEL_W; kw++) {
                uvec3 tap = tap_of(corner, kd, kh, kw);
                // end is where the padding past the input ends; a window rounded up may reach beyond.
                if (all(lessThan(ivec3(tap), ivec3(p.end_w, p.end_h, p.end_d))))
                    padded++;
                if (all(lessThan(tap, uvec3(p.in_w, p.in_h, p.in_d)))) {
                    sum += VALUE(input_data[start + (tap.z * p.in_h + tap.y) * p.in_w + tap.x]);
                    inside++;
                }
            }
        }
    }
    output_data[p.output_base + index] = ELEMENT(sum / float(max(COUNT_PADDING != 0 ? padded : inside, 1u)));
}
