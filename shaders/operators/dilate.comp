#version 450
#extension GL_GOOGLE_include_directive : require
// Puts zeros between the elements of each plane, and cuts or fills up its ends:
//   output[plane][z][y][x] = input[plane][(z + first_d) / step_d][...][...] where that is whole and within the input, else 0
// One invocation computes one vector (layout.glsl).
//
// input [planes][in_d][in_h][in_w] vectors, output [planes][out_d][out_h][out_w] vectors, count of them
// variants: f32 f16 f32_nc4hw f16_nc4hw f32_nc4hw_texel f16_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) writeonly buffer Output { STORED output_data[]; };

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
    int first_d;
    int first_h;
    int first_w;
    uint step_d;
    uint step_h;
    uint step_w;
} p;

// Where along an axis an element comes from; a number past every extent where it is a zero.
uint from(uint at, int first, uint step)
{
    int place = int(at) + first;
    uint element = uint(max(place, 0)) / step;
    return place >= 0 && element * step == uint(place) ? element : 0xffffffffu;
}

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint row = index / p.out_w, layer = row / p.out_h, plane = layer / p.out_d;
    uint x = from(index - row * p.out_w, p.first_w, p.step_w);
    uint y = from(row - layer * p.out_h, p.first_h, p.step_h);
    uint z = from(layer - plane * p.out_d, p.first_d, p.step_d);
    bool inside = x < p.in_w && y < p.in_h && z < p.in_d;
    uint at = ((plane * p.in_d + z) * p.in_h + y) * p.in_w + x;
    VECTOR value = LOAD(input_data, p.input_base / WIDTH + (inside ? at : 0));
    output_data[p.output_base / WIDTH + index] = STORED(inside ? value : VECTOR(0));
}
