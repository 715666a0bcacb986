#version 450
#extension GL_GOOGLE_include_directive : require
// The filters by which the gradient of a convolution's input is a convolution: flipped in space, input and output channels swapped in each group.
//   output[g*group_inputs + i][o][tap] = input[g*group_outputs + o][i][taps - 1 - tap]
// One invocation computes one element.
//
// input [groups*group_outputs][group_inputs][taps], output [groups*group_inputs][group_outputs][taps], count of them
// variants: f32 f16
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint group_inputs;
    uint group_outputs;
    uint taps;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint rest = index / p.taps;
    uint tap = p.taps - 1 - (index - rest * p.taps);
    uint channel = rest / p.group_outputs;
    uint o = rest - channel * p.group_outputs;
    uint group = channel / p.group_inputs;
    uint i = channel - group * p.group_inputs;
    output_data[p.output_base + index] = input_data[p.input_base + ((group * p.group_outputs + o) * p.group_inputs + i) * p.taps + tap];
}
