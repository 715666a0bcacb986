#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// Transforms the filters of a 3×3 convolution for minimal filtering (winograd.glsl) where they are not known at load, in the order in which
// conv2d_subgroup.comp reads the weights of REACH*REACH products (ConvWeights.cs):
//   output[REACH*i + j][block][vector][row] = (G g G')[i][j], g the filter of output channel block*rows + row and of four input channels
// and 0 where there is no such channel. One invocation transforms the filters of one output channel and four input channels.
//
// input [outputs][inputs][3][3]; output [REACH*REACH][blocks][vectors][rows] vectors of 4 input channels, count of them per product
// variants: f32
#include "kernel.glsl"
#include "winograd.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint inputs;
    uint outputs;
    uint rows;
    uint vectors;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint column = index / p.rows;
    uint block = column / p.vectors;
    uint channel = block * p.rows + (index - column * p.rows), first = (column - block * p.vectors) * 4;
    vec4 g[9];
    [[unroll]] for (uint c = 0; c < 4; c++) {
        bool exists = channel < p.outputs && first + c < p.inputs;
        uint at = p.input_base + (exists ? (channel * p.inputs + first + c) * 9 : 0);
        [[unroll]] for (uint tap = 0; tap < 9; tap++) {
            float weight = input_data[at + tap];
            g[tap][c] = exists ? weight : 0.0;
        }
    }
    vec4 lines[MOST * 3];
    [[unroll]] for (uint x = 0; x < 3; x++) {
        vec4 u[MOST];
        transform_filter(vec4[3](g[x], g[3 + x], g[6 + x]), u);
        [[unroll]] for (uint i = 0; i < REACH; i++)
            lines[i * 3 + x] = u[i];
    }
    uint target = p.output_base / 4 + index;
    [[unroll]] for (uint i = 0; i < REACH; i++) {
        vec4 u[MOST];
        transform_filter(vec4[3](lines[i * 3], lines[i * 3 + 1], lines[i * 3 + 2]), u);
        [[unroll]] for (uint j = 0; j < REACH; j++)
            output_data[target + (i * REACH + j) * p.count] = ELEMENT4(u[j]);
    }
}
