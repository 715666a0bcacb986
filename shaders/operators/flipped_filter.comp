#version 450
#extension GL_GOOGLE_include_directive : require
// The filters by which the gradient of a convolution's input is a convolution: flipped in space, input and output channels swapped in each group.
// Where the convolution has strides, each phase of the input, its remainder by the strides, sees other taps: they become channels.
//   output[phase*per_phase + g*group_inputs + i][o][mh][mw] = input[g*group_outputs + o][i][kh][kw],
//     kh = phase/step_w + step_h*(out_h - 1 - mh), kw = phase%step_w + step_w*(out_w - 1 - mw); 0 where there is no such channel or tap
// One invocation computes one plane of a filter, which saves most divisions.
//
// input [groups*group_outputs][group_inputs][kernel_h][kernel_w], channels = groups*group_inputs
// output [step_h*step_w*per_phase][group_outputs][out_h][out_w], count of its planes
// variants: f32 f16
#include "kernel.glsl"

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) writeonly buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint output_base;
    uint count;
    uint channels;
    uint per_phase;
    uint group_inputs;
    uint group_outputs;
    uint kernel_h;
    uint kernel_w;
    uint out_h;
    uint out_w;
    uint step_h;
    uint step_w;
} p;

void main()
{
    uint index = invocation_index();
    if (index >= p.count)
        return;
    uint rest = index / p.group_outputs, o = index - rest * p.group_outputs;
    uint phase = rest / p.per_phase, channel = rest - phase * p.per_phase;
    uint phase_h = phase / p.step_w, phase_w = phase - phase_h * p.step_w;
    uint group = channel / p.group_inputs;
    uint filter_at = p.input_base + ((group * p.group_outputs + o) * p.group_inputs + channel - group * p.group_inputs) * p.kernel_h * p.kernel_w;
    uint target = p.output_base + index * p.out_h * p.out_w;
    for (uint mh = 0; mh < p.out_h; mh++) {
        uint kh = phase_h + p.step_h * (p.out_h - 1 - mh);
        for (uint mw = 0; mw < p.out_w; mw++) {
            uint kw = phase_w + p.step_w * (p.out_w - 1 - mw);
            bool exists = channel < p.channels && kh < p.kernel_h && kw < p.kernel_w;
            VALUE value = VALUE(input_data[exists ? filter_at + kh * p.kernel_w + kw : p.input_base]);
            output_data[target] = ELEMENT(exists ? value : VALUE(0));
            target++;
        }
    }
}
