#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Which tap of the window a max pool takes at each place: the first of the largest, as pool.comp has it; -1 where no tap lies inside the input.
//   choice[plane][z][y][x] = (kd*KERNEL_H + kh)*KERNEL_W + kw
// One invocation computes the same vector (layout.glsl) of `depth` planes, component by component: its place takes divisions.
//
// input  [planes][in_d][in_h][in_w] vectors
// choice [planes][out_d][out_h][out_w] vectors, whole numbers as reals; count is that of a plane times ceil(planes / depth)
// VOLUME: there is a depth. FEW: the window has few taps. All are visited then, by loops that compilers unroll.
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"
#include "window.glsl"

layout(constant_id = 13) const bool VOLUME = true;
layout(constant_id = 14) const bool FEW = false;

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
    uint planes;
    uint depth;
} p;

VECTOR largest;
VECTOR choice;

void consider(bool inside, uint at, uint tap)
{
    // Loaded from the first element where the place lies outside: a branch costs more than a load.
    VECTOR value = LOAD(input_data, p.input_base / WIDTH + (inside ? at : 0));
    [[unroll]] for (int i = 0; i < WIDTH; i++) {
        // The first counts even where it is NaN.
        bool better = inside && (COMPONENT(choice, i) < 0.0 || COMPONENT(value, i) > COMPONENT(largest, i));
        COMPONENT(largest, i) = better ? COMPONENT(value, i) : COMPONENT(largest, i);
        COMPONENT(choice, i) = better ? float(tap) : COMPONENT(choice, i);
    }
}

void choose(uint plane, ivec3 corner, uvec2 taps_d, uvec2 taps_h, uvec2 taps_w)
{
    largest = VECTOR(0);
    choice = VECTOR(-1);
    for (uint kd = taps_d.x; kd < taps_d.y; kd++) {
        uint z = uint(corner.z + int(kd * DILATION_D));
        for (uint kh = taps_h.x; kh < taps_h.y; kh++) {
            uint y = uint(corner.y + int(kh * DILATION_H));
            for (uint kw = taps_w.x; kw < taps_w.y; kw++) {
                uint x = uint(corner.x + int(kw * DILATION_W));
                bool inside = !FEW || ((!VOLUME || z < p.in_d) && y < p.in_h && x < p.in_w);
                consider(inside, ((VOLUME ? plane * p.in_d + z : plane) * p.in_h + y) * p.in_w + x, (kd * KERNEL_H + kh) * KERNEL_W + kw);
            }
        }
    }
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uvec4 place = place_of(index, VOLUME ? p.out_d : 1, p.out_h, p.out_w);
    ivec3 corner = window_corner(place, ivec3(p.pad_w, p.pad_h, VOLUME ? p.pad_d : 0));
    uvec2 taps_d = FEW ? uvec2(0, KERNEL_D) : taps_inside(corner.z, KERNEL_D, DILATION_D, p.in_d);
    uvec2 taps_h = FEW ? uvec2(0, KERNEL_H) : taps_inside(corner.y, KERNEL_H, DILATION_H, p.in_h);
    uvec2 taps_w = FEW ? uvec2(0, KERNEL_W) : taps_inside(corner.x, KERNEL_W, DILATION_W, p.in_w);
    for (uint plane = place.w * p.depth; plane < min((place.w + 1) * p.depth, p.planes); plane++) {
        choose(plane, corner, taps_d, taps_h, taps_w);
        uint row = ((VOLUME ? plane * p.out_d + place.z : plane) * p.out_h + place.y) * p.out_w + place.x;
        choice_data[p.choice_base / WIDTH + row] = STORED(choice);
    }
}
