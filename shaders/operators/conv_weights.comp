#version 450
#extension GL_GOOGLE_include_directive : require
// Puts the weights of a convolution that are not known at load in the order in which a kernel reads them (ConvWeights.cs):
//   output[g][b][tap][v][row][i] = input[g*group_outputs + b*rows + row][v*INNER + i][tap]
// and 0 where there is no such row of the group, or no such input channel. A bias is filled up to whole vectors in the same way.
// One invocation moves all taps of one filter plane.
//
// input  [groups*group_outputs][group_inputs][taps]
// output [groups][blocks][taps][vectors][rows][INNER]; per_tap = vectors*rows*INNER, count = groups*blocks*per_tap
// variants: f32 f16
#include "kernel.glsl"

layout(constant_id = 4) const uint INNER = 4;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint blocks;
    uint group_inputs;
    uint group_outputs;
    uint rows;
    uint taps;
    uint per_tap;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint block = index / p.per_tap;
    uint rest = index - block * p.per_tap;
    uint target = p.output_base + block * p.taps * p.per_tap + rest;
    uint vector = rest / (p.rows * INNER);
    rest -= vector * p.rows * INNER;
    uint group = block / p.blocks;
    uint row = rest / INNER;
    uint output_channel = (block - group * p.blocks) * p.rows + row;
    uint input_channel = vector * INNER + rest - row * INNER;
    bool exists = output_channel < p.group_outputs && input_channel < p.group_inputs;
    uint source = p.input_base + (exists ? ((group * p.group_outputs + output_channel) * p.group_inputs + input_channel) * p.taps : 0);
    for (uint tap = 0; tap < p.taps; tap++) {
        VALUE value = VALUE(input_data[source + tap]);
        output_data[target + tap * p.per_tap] = ELEMENT(exists ? value : VALUE(0));
    }
}
