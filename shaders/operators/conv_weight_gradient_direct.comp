#version 450
#extension GL_GOOGLE_include_directive : require
// The gradient of a convolution's weights over up to three axes, any groups, pictures in the plain layout:
//   output[o][i][kd][kh][kw] = sum over n, z, y, x of gradient[n][o][z][y][x] * input[n][g*I + i][z*stride_d + kd*dilation_d - pad_d][...][...]
// where g is o's group and I its input channels; elements outside the input are 0.
// A workgroup computes one weight, its invocations take places in turn; they are joined in a fixed order.
//
// input    [N][in_channels][in_d][in_h][in_w]
// gradient [N][out_channels][out_d][out_h][out_w], places = N*out_d*out_h*out_w
// output   [out_channels][group_inputs][kernel_d][kernel_h][kernel_w], count of them; added to what is there where ADD
// variants: f32
#include "kernel.glsl"
#include "workgroup_tree.glsl"

layout(constant_id = 4) const bool ADD = false;

layout(binding = 0, set = 0) readonly buffer Input { ELEMENT input_data[]; };
layout(binding = 1, set = 0) readonly buffer Gradient { ELEMENT gradient_data[]; };
layout(binding = 2, set = 0) buffer Output { ELEMENT output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint gradient_base;
    uint output_base;
    uint count;
    uint batch;
    uint in_channels;
    uint out_channels;
    uint group_inputs;
    uint group_outputs;
    uint kernel_d;
    uint kernel_h;
    uint kernel_w;
    uint stride_d;
    uint stride_h;
    uint stride_w;
    uint dilation_d;
    uint dilation_h;
    uint dilation_w;
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
    uint index = group_index();
    if (index >= p.count)
        return;
    uint rest = index / p.kernel_w;
    uvec3 tap = uvec3(index - rest * p.kernel_w, rest % p.kernel_h, rest / p.kernel_h % p.kernel_d);
    rest = rest / p.kernel_h / p.kernel_d;
    uint i = rest % p.group_inputs, o = rest / p.group_inputs;
    uint channel = o / p.group_outputs * p.group_inputs + i;
    ivec3 shift = ivec3(tap * uvec3(p.dilation_w, p.dilation_h, p.dilation_d)) - ivec3(p.pad_w, p.pad_h, p.pad_d);
    uvec3 extent = uvec3(p.in_w, p.in_h, p.in_d);

    // Column, row, layer and picture; and how far they move in a step, digit by digit: a driver would divide for each place.
    uvec3 radix = uvec3(p.out_w, p.out_h, p.out_d);
    uint pixels = radix.x * radix.y * radix.z, lane = gl_LocalInvocationID.x, lanes = gl_WorkGroupSize.x;
    uvec4 place = uvec4(lane % radix.x, lane / radix.x % radix.y, lane / radix.x / radix.y % radix.z, lane / pixels);
    uvec4 step = uvec4(lanes % radix.x, lanes / radix.x % radix.y, lanes / radix.x / radix.y % radix.z, lanes / pixels);
    float sum = 0.0;
    while (place.w < p.batch) {
        uvec3 at = uvec3(ivec3(place.xyz * uvec3(p.stride_w, p.stride_h, p.stride_d)) + shift);
        if (all(lessThan(at, extent))) {
            uint from = (((place.w * p.in_channels + channel) * p.in_d + at.z) * p.in_h + at.y) * p.in_w + at.x;
            uint to = (((place.w * p.out_channels + o) * p.out_d + place.z) * p.out_h + place.y) * p.out_w + place.x;
            sum += float(input_data[p.input_base + from]) * float(gradient_data[p.gradient_base + to]);
        }
        place += step;
        for (uint axis = 0; axis < 3; axis++) {
            bool carry = place[axis] >= radix[axis];
            place[axis] -= carry ? radix[axis] : 0;
            place[axis + 1] += carry ? 1 : 0;
        }
    }
    sum = across_workgroup(JOIN_SUM, sum);
    if (lane == 0)
        output_data[p.output_base + index] = ELEMENT(sum + (ADD ? float(output_data[p.output_base + index]) : 0.0));
}
