#version 450
// A picture over the whole target, as it is.
layout(location = 0) in vec2 uv;
layout(location = 0) out vec4 color;
layout(set = 0, binding = 0) uniform sampler2D picture;

void main()
{
    color = vec4(texture(picture, uv).rgb, 1.0);
}
