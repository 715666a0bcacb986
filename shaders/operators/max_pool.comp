#version 450
#extension GL_GOOGLE_include_directive : require
// The largest element under a sliding window, and where it lies:
//   output[plane][z][y][x] = max over kd, kh, kw of input[plane][z*STRIDE_D + kd*DILATION_D - pad_d][...][...]
// over the elements inside the input; of equal ones the first counts.
// One invocation computes one output.
//
// input   [planes][in_d][in_h][in_w], planes = batch * channels
// output  [planes][out_d][out_h][out_w], count elements
// indices as output, written where HAS_INDICES: plane * in_d*in_h*in_w + z*step_d + y*step_h + x*step_w of the element chosen
// variants: f32 f16 i32
#include "kernel.glsl"
#include "window.glsl"

layout(constant_id = 13) const bool HAS_INDICES = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };
layout(binding = 2, set = 0) writeonly buffer Indices { int indices_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint indices_base;
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
    uint step_d;
    uint step_h;
    uint step_w;
    uint first_plane;
} p;

#ifdef ELEMENT_I32
#define LOWEST int(0x80000000u)
#else
#define LOWEST uintBitsToFloat(0xff800000u)
#endif

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uvec4 place = place_of(index, p.out_d, p.out_h, p.out_w);
    ivec3 corner = window_corner(place, ivec3(p.pad_w, p.pad_h, p.pad_d));
    uint plane = p.in_d * p.in_h * p.in_w;
    uint start = p.input_base + place.w * plane;
    VALUE best = LOWEST;
    uvec3 best_at = uvec3(0);
    bool found = false;
    uvec2 taps_d = taps_inside(corner.z, KERNEL_D, DILATION_D, p.in_d);
    uvec2 taps_h = taps_inside(corner.y, KERNEL_H, DILATION_H, p.in_h);
    uvec2 taps_w = taps_inside(corner.x, KERNEL_W, DILATION_W, p.in_w);
    for (uint kd = taps_d.x; kd < taps_d.y; kd++) {
        uint slice = uint(corner.z + int(kd * DILATION_D));
        for (uint kh = taps_h.x; kh < taps_h.y; kh++) {
            uint row = uint(corner.y + int(kh * DILATION_H));
            for (uint kw = taps_w.x; kw < taps_w.y; kw++) {
                uint column = uint(corner.x + int(kw * DILATION_W));
                VALUE value = VALUE(input_data[start + (slice * p.in_h + row) * p.in_w + column]);
                // The first counts even where it is the lowest there is, or the index would be one outside the window.
                if (value > best || !found) {
                    best = value;
                    best_at = uvec3(column, row, slice);
                    found = true;
                }
            }
        }
    }
    output_data[p.output_base + index] = ELEMENT(best);
    if (HAS_INDICES)
        indices_data[p.indices_base + index] = int((p.first_plane + place.w) * plane + best_at.z * p.step_d + best_at.y * p.step_h + best_at.x * p.step_w);
}
