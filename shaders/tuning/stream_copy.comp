#version 450
#extension GL_GOOGLE_include_directive : require
// How fast the device reads and writes memory: output[i] = input[i].
//
// One invocation: one vector of 4 elements, its neighbours' beside it.
// Buffers: input [4·count], output [4·count]. Assumes bases that are multiples of 4.
// variants: f32
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT4 input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT4 output_data[]; };

layout(push_constant) uniform Push
{
    uint input_base;
    uint output_base;
    uint count;
} p;

void main()
{
    uint i = invocation_index();
    if (i < p.count)
        output_data[p.output_base / 4 + i] = input_data[p.input_base / 4 + i];
}
