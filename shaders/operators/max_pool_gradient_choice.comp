#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Which tap of the window a max pool takes at each place: the first of the largest, as pool.comp has it; -1 where no tap lies inside the input.
//   choice[plane][z][y][x] = (kd*KERNEL_H + kh)*KERNEL_W + kw
// One invocation computes one vector of the output (layout.glsl), component by component.
//
// input  [planes][in_d][in_h][in_w] vectors
// choice [planes][out_d][out_h][out_w] vectors, count of them; whole numbers as reals
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "window.glsl"

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Choice { STORED choice_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint choice_base;
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
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uvec4 place = place_of(index, p.out_d, p.out_h, p.out_w);
    ivec3 corner = window_corner(place, ivec3(p.pad_w, p.pad_h, p.pad_d));
    uint start = p.input_base / WIDTH + place.w * p.in_d * p.in_h * p.in_w;
    uvec2 taps_d = taps_inside(corner.z, KERNEL_D, DILATION_D, p.in_d);
    uvec2 taps_h = taps_inside(corner.y, KERNEL_H, DILATION_H, p.in_h);
    uvec2 taps_w = taps_inside(corner.x, KERNEL_W, DILATION_W, p.in_w);
    VECTOR largest = VECTOR(0);
    VECTOR choice = VECTOR(-1);
    for (uint kd = taps_d.x; kd < taps_d.y; kd++) {
        uint z = uint(corner.z + int(kd * DILATION_D));
        for (uint kh = taps_h.x; kh < taps_h.y; kh++) {
            uint y = uint(corner.y + int(kh * DILATION_H));
            for (uint kw = taps_w.x; kw < taps_w.y; kw++) {
                uint x = uint(corner.x + int(kw * DILATION_W));
                VECTOR value = LOAD(input_data, start + (z * p.in_h + y) * p.in_w + x);
                float tap = float((kd * KERNEL_H + kh) * KERNEL_W + kw);
                [[unroll]] for (int i = 0; i < WIDTH; i++) {
                    // The first counts even where it is NaN.
                    bool better = COMPONENT(choice, i) < 0.0 || COMPONENT(value, i) > COMPONENT(largest, i);
                    COMPONENT(largest, i) = better ? COMPONENT(value, i) : COMPONENT(largest, i);
                    COMPONENT(choice, i) = better ? tap : COMPONENT(choice, i);
                }
            }
        }
    }
    choice_data[p.choice_base / WIDTH + index] = STORED(choice);
}
